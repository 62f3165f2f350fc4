namespace Gdpr.Consent.Domain;

/// <summary>A refusal that stands against the person, whatever its origin.</summary>
internal sealed record RefusalFact(Guid Id, Channel Scope, string? Purpose, SuppressionReason Reason, DateTimeOffset At);

/// <summary>A consent given for the purpose asked.</summary>
/// <param name="Proven">A notice was shown.</param>
/// <param name="OwnAct">False for what an import brought: it never reopens what the person closed.</param>
internal sealed record ConsentFact(Guid Id, Channel Channel, DateTimeOffset At, bool Proven, bool OwnAct);

/// <summary>Everything recorded about one person that bears on one purpose.</summary>
internal sealed record ContactFacts(bool Known, IReadOnlyList<RefusalFact> Refusals, IReadOnlyList<ConsentFact> Consents)
{
    /// <summary>The data may only be stored, except with the person's consent (Art. 18(2)).</summary>
    public bool Restricted { get; init; }

    public static readonly ContactFacts Nobody = new(false, [], []);
}

/// <summary>May this person be contacted for this purpose on this channel? Denied unless something recorded allows it.</summary>
internal sealed record ContactDecision(DecisionCode Code, IReadOnlyList<Guid> EvidenceIds)
{
    // Strongest first: the first that stands gives the answer.
    private static readonly (SuppressionReason Reason, DecisionCode Code)[] Strength =
    [
        (SuppressionReason.Objection, DecisionCode.Objected),
        (SuppressionReason.Complaint, DecisionCode.Objected),
        (SuppressionReason.Import, DecisionCode.Objected),
        (SuppressionReason.Bounce, DecisionCode.Undeliverable),
        (SuppressionReason.Withdrawn, DecisionCode.Withdrawn),
        (SuppressionReason.Refused, DecisionCode.NoConsent),
    ];

    public bool Allowed => Code == DecisionCode.Consent;

    public static ContactDecision Of(ContactFacts facts, string purpose, Channel channel)
    {
        if (!facts.Known)
        {
            return new ContactDecision(DecisionCode.UnknownSubject, []);
        }

        var standing = Standing(facts, purpose, channel);
        foreach (var (reason, code) in Strength)
        {
            if (standing.Where(r => r.Reason == reason).Select(r => r.Id).ToArray() is { Length: > 0 } refusals)
            {
                return new ContactDecision(code, refusals);
            }
        }

        var decision = ByConsent(facts, purpose, channel);
        return facts.Restricted && !decision.Allowed ? new ContactDecision(DecisionCode.Restricted, []) : decision;
    }

    // Reopened only by the person's own, proven and later act on the same channel (MK-21). At the same instant the refusal wins.
    private static RefusalFact[] Standing(ContactFacts facts, string purpose, Channel channel)
    {
        var reopened = facts.Consents.Where(c => c.OwnAct && c.Proven && c.Channel.Covers(channel)).Max(c => (DateTimeOffset?)c.At);
        return [.. facts.Refusals
            .Where(r => (r.Purpose is null || r.Purpose == purpose) && r.Scope.Covers(channel))
            .Where(r => reopened is null || r.At >= reopened)
            .OrderByDescending(r => r.At)];
    }

    private static ContactDecision ByConsent(ContactFacts facts, string purpose, Channel channel)
    {
        var here = facts.Consents.Where(c => c.Channel.Covers(channel)).OrderByDescending(c => c.At).ToArray();
        if (here.FirstOrDefault(c => c.Proven) is { } proven)
        {
            return new ContactDecision(DecisionCode.Consent, [proven.Id]);
        }

        var elsewhere = facts.Consents
            .Where(c => c.Proven && !c.Channel.Covers(channel) && Standing(facts, purpose, c.Channel).Length == 0)
            .Select(c => c.Id)
            .ToArray();
        if (elsewhere.Length > 0)
        {
            return new ContactDecision(DecisionCode.WrongChannel, elsewhere);
        }

        return here.Length > 0
            ? new ContactDecision(DecisionCode.NoProof, [here[0].Id])
            : new ContactDecision(DecisionCode.NoConsent, []);
    }
}
