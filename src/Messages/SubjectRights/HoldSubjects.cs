namespace Gdpr.Messages.SubjectRights;

/// <summary>Find out whom a new request may be about, and hold them.</summary>
public sealed record HoldSubjects(Guid RequestId) : IAboutRequest;
