using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Marketing;

/// <summary>The answer and the rule that gave it; true of the facts stated, never a promise that it is legal.</summary>
/// <param name="Disputable">Lawyers may differ about this answer, because of the rule or of the facts.</param>
public sealed record MarketingAnswer(DecisionRule Rule, bool Disputable)
{
    public bool Allowed => Rule.Allowed;

    public string Code => Rule.Code;
}

/// <summary>What stands behind a code.</summary>
public sealed record DecisionRule(
    string Code, bool Allowed, string RuleId, string Source, SourceConfidence Confidence, string En, string Fr, bool Disputable = false)
{
    public string Why(bool french) => french ? Fr : En;
}
