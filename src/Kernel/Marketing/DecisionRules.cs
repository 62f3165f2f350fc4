using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Marketing;

/// <summary>The codes of the contactability decision with their rule, source and words.</summary>
public static class DecisionRules
{
    public static IReadOnlyList<DecisionRule> All { get; } = LawTable.Read<DecisionRule>("marketing-rules.json");

    private static readonly FrozenDictionary<string, DecisionRule> ByCode = All.ToFrozenDictionary(r => r.Code);

    public static DecisionRule Of(string code) => ByCode[code];
}
