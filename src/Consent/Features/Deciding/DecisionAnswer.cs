using Gdpr.Consent.Domain;
using Gdpr.Kernel.Law;
using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>A decision as it is shown and stored with a send: on the facts recorded or stated, with its rule and evidence.</summary>
/// <param name="Ignored">Fields of the question that were not understood.</param>
internal sealed record DecisionAnswer(
    bool Allowed,
    string Code,
    string Why,
    string RuleId,
    IReadOnlyList<Guid> EvidenceIds,
    string Source,
    SourceConfidence Confidence,
    bool Disputable,
    DateTimeOffset AsOf,
    IReadOnlyList<string>? Ignored = null)
{
    public static DecisionAnswer Of(ContactDecision decision, bool french, DateTimeOffset asOf) =>
        Of(decision.Answer, french, asOf) with { EvidenceIds = decision.EvidenceIds };

    public static DecisionAnswer Of(MarketingAnswer answer, bool french, DateTimeOffset asOf)
    {
        var rule = answer.Rule;
        return new DecisionAnswer(rule.Allowed, rule.Code, rule.Why(french), rule.RuleId, [], rule.Source, rule.Confidence, answer.Disputable, asOf);
    }
}
