using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Marketing;

/// <summary>The rule behind a code, with its source and its doubt, in both languages.</summary>
public sealed record MarketingRule(
    string Code, bool Allowed, string RuleId, string Source, SourceConfidence Confidence, string En, string Fr, bool Disputable = false);

/// <summary>The rules of direct marketing by code (LEGAL sources in docs/legal.md).</summary>
public static class MarketingRules
{
    public static IReadOnlyList<MarketingRule> All { get; } = LawTable.Read<MarketingRule>("marketing-rules.json");

    private static readonly FrozenDictionary<string, MarketingRule> ByCode = All.ToFrozenDictionary(r => r.Code);

    public static MarketingRule Of(string code) => ByCode[code];
}

/// <summary>The permission and the rule that decides.</summary>
public sealed record MarketingAnswer(bool Allowed, string Code, MarketingRule Rule)
{
    internal static MarketingAnswer Of(string code)
    {
        var rule = MarketingRules.Of(code);
        return new MarketingAnswer(rule.Allowed, code, rule);
    }
}
