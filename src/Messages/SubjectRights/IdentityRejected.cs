namespace Gdpr.Messages.SubjectRights;

/// <summary>The requester could not be identified; the request is answered as refused (Art. 12(2)).</summary>
public sealed record IdentityRejected(Guid RequestId) : IAboutRequest;
