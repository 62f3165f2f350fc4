using Gdpr.Kernel;

namespace Gdpr.Messages.Campaigns;

/// <summary>A person unsubscribed, complained or refused in a call, or a mailbox does not exist: Consent owns the refusal from here on.</summary>
/// <param name="Reason">unsubscribed, keyword, complaint, bounce, refusedInCall.</param>
public sealed record ContactStopped(Guid ActId, SubjectId SubjectId, string Channel, string? Purpose, string Reason, DateTimeOffset At, string? ControllerId);
