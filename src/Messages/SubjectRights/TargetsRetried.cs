namespace Gdpr.Messages.SubjectRights;

/// <summary>Ask again the targets that failed or need a person.</summary>
public sealed record TargetsRetried(Guid RequestId) : IAboutRequest;
