using System.Collections.Frozen;
using System.Globalization;

namespace Gdpr.Kernel.Law;

/// <summary>The dated parameters of the law, so that a change of law is a new row and not a change of code.</summary>
public static class LawParameters
{
    public static IReadOnlyList<LawParameter> All { get; } = LawTable.Read<LawParameter>("law-parameters.json");

    private static readonly FrozenDictionary<string, LawParameter[]> ByKey = All
        .GroupBy(p => p.Key)
        .ToFrozenDictionary(g => g.Key, g => g.OrderBy(p => p.From).ToArray());

    /// <summary>The row that applies on a day; before the first row, the first one.</summary>
    public static LawParameter InForce(string key, DateOnly on) =>
        ByKey.TryGetValue(key, out var rows)
            ? rows.LastOrDefault(p => p.From <= on) ?? rows[0]
            : throw new RuleViolation(new RuleError("LAW_PARAMETER_UNKNOWN", "No parameter of the law has this key.", 422));

    public static int Number(string key, DateOnly on) =>
        int.Parse(InForce(key, on).Value, NumberStyles.None, CultureInfo.InvariantCulture);
}
