namespace Gdpr.Messages.SubjectRights;

/// <summary>Write letter and certificate from what was verified.</summary>
public sealed record PrepareAnswer(Guid RequestId, int Number) : IAboutRequest;
