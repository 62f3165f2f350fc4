using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Domain;

/// <summary>May this person be contacted for this purpose on this channel? The law of the Kernel, on the facts recorded; denied unless they allow it.</summary>
internal sealed record ContactDecision(MarketingAnswer Answer, IReadOnlyList<Guid> EvidenceIds)
{
    // What a restriction does not change: the person agreed, or had said no already (Art. 18(2)).
    private static readonly string[] SayTheirWill = ["CONSENT", "TRACK_CONSENT", "OBJECTED", "WITHDRAWN"];

    public bool Allowed => Answer.Allowed;

    public string Code => Answer.Code;

    public static ContactDecision Of(ContactFacts facts, DecisionQuestion asked)
    {
        if (!facts.Known)
        {
            return Own("UNKNOWN_SUBJECT", []);
        }

        var history = new History(facts, asked);
        var answer = ContactPermission.Evaluate(history.Question());
        if (facts.Restricted && !SayTheirWill.Contains(answer.Code))
        {
            return Own("RESTRICTED", []);
        }

        return answer.Allowed && Ids(history, r => r == SuppressionReason.Bounce) is { Length: > 0 } bounces
            ? Own("UNDELIVERABLE", bounces)
            : new ContactDecision(answer, Evidence(history, answer.Code, facts.PersonId));
    }

    /// <summary>
    /// What the person wants on this channel, as the law reads what they said: whatever the hour, a full mailbox, a
    /// restriction, or what else would allow or forbid an approach today.
    /// </summary>
    public static StandingWill WillOf(ContactFacts facts, DecisionQuestion asked)
    {
        if (!facts.Known)
        {
            return StandingWill.Silent;
        }

        var history = new History(facts, asked);
        return ContactPermission.IsConsented(history.Question()) ? StandingWill.Consents
            : history.Standing.Any(r => r.Reason != SuppressionReason.Bounce) ? StandingWill.Refuses
            : StandingWill.Silent;
    }

    private static ContactDecision Own(string code, IReadOnlyList<Guid> evidence) =>
        new(new MarketingAnswer(DecisionRules.Of(code), Disputable: false), evidence);

    private static Guid[] Evidence(History history, string code, Guid? person) => code switch
    {
        "WITHDRAWN" => Ids(history, r => r == SuppressionReason.Withdrawn),
        "OBJECTED" when Ids(history, SuppressionReasons.IsObjection) is { Length: > 0 } objections => objections,
        "OBJECTED" or "NO_CONSENT" or "NO_TRACK_CONSENT" when Ids(history, r => r == SuppressionReason.Refused) is { Length: > 0 } refused => refused,
        "CONSENT" or "CONSENT_INVALID" or "CONSENT_EXPIRED" or "WRONG_CHANNEL" or "NO_PROOF" or "TRACK_CONSENT" when history.Consent is { } consent => [consent.Id],
        "NO_CONSENT" or "NO_TRACK_CONSENT" => [],
        _ => person is { } facts ? [facts] : [],
    };

    private static Guid[] Ids(History history, Func<SuppressionReason, bool> wanted) => [.. history.Standing.Where(r => wanted(r.Reason)).Select(r => r.Id)];
}
