namespace Gdpr.Messages.SubjectRights;

/// <summary>The answer is written and its mail has left with it.</summary>
public sealed record AnswerPrepared(Guid RequestId, int Number) : IAboutRequest;
