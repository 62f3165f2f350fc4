namespace Gdpr.Messages.SubjectRights;

/// <summary>The request has ended: holds are lifted, and participants drop what they kept for it.</summary>
public sealed record SubjectRequestClosed(Guid RequestId) : IAboutRequest;
