using Gdpr.Kernel;

namespace Gdpr.Messages.Consent;

/// <summary>Mail the person the link that confirms what was asked for in this event (second step of a double opt-in).</summary>
public sealed record AskConfirmation(Guid EventId, SubjectId SubjectId);
