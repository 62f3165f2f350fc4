using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>The requester is who they say (Art. 12(6)); the subject is named only when a person chose among several.</summary>
public sealed record IdentityConfirmed(Guid RequestId, string Method, SubjectId? SubjectId) : IAboutRequest;
