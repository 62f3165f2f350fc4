namespace Gdpr.Messages.SubjectRights;

/// <summary>The person took the request back.</summary>
public sealed record RequestCancelled(Guid RequestId) : IAboutRequest;
