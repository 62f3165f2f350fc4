namespace Gdpr.Messages.SubjectRights;

/// <summary>A stored due time has passed.</summary>
public sealed record RequestDue(Guid RequestId) : IAboutRequest;
