namespace Gdpr.Messages.SubjectRights;

/// <summary>Enough was received: the clock runs on.</summary>
public sealed record ClockResumed(Guid RequestId, DateTimeOffset ReceivedAt) : IAboutRequest;
