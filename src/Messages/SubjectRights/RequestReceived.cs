namespace Gdpr.Messages.SubjectRights;

/// <summary>A request has arrived; its clock runs since the day of its arrival.</summary>
public sealed record RequestReceived(Guid RequestId) : IAboutRequest;
