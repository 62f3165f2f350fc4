using Gdpr.Kernel;

namespace Gdpr.Campaigns.Asking;

/// <summary>Somebody at the moment of sending: lives in memory until the message has left, and is never stored.</summary>
internal sealed record Recipient(
    SubjectId SubjectId, string? GivenName, string? FamilyName, string? Organisation, string? Email, string? Phone, string? Language, string? Country, string? Origin);

/// <summary>What Consent is asked about many people at once.</summary>
/// <param name="Calls">How often each was called in the last thirty days.</param>
internal sealed record Asked(string Channel, string Purpose, MessageFacts? Message, IReadOnlyDictionary<SubjectId, int> Calls);

/// <summary>What the message carries, in the words of Consent's question (CPCE L34-5, LCEN 20).</summary>
internal sealed record MessageFacts(bool SenderIdentity, bool Unsubscribe, bool OneClickHeaders);

/// <summary>What Consent answered for one person.</summary>
internal sealed record Decision(bool Allowed, string Code, string RuleId, IReadOnlyList<Guid> EvidenceIds, string? Why);

/// <summary>Whether one person gets a message, and why.</summary>
/// <param name="DecidedAt">The moment before Consent was asked: the decision is no older than this says.</param>
internal sealed record Judged(SubjectId SubjectId, bool Allowed, string Code, Decision? Decision, DateTimeOffset DecidedAt, Recipient? Recipient)
{
    public string? Evidence => Decision is { EvidenceIds.Count: > 0 } d ? string.Join(' ', d.EvidenceIds.Take(10)) : null;
}
