namespace Gdpr.Messages.SubjectRights;

/// <summary>The clock stands from the moment the person was asked (Art. 12(6), recital 63).</summary>
public sealed record ClockPaused(Guid RequestId, string Reason, DateTimeOffset AskedAt) : IAboutRequest;
