namespace Gdpr.Messages.SubjectRights;

/// <summary>Somebody objected to direct marketing: suppress the identifiers of the case at once, identified or not (Art. 21(3)).</summary>
public sealed record ObjectToMarketing(Guid RequestId) : IAboutRequest;
