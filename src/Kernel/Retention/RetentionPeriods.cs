using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Retention;

/// <summary>The table of retention periods, by code; a change of law is a new row with its day, never an edit.</summary>
public static class RetentionPeriods
{
    private static readonly RuleError Unknown = new("RETENTION_CODE_UNKNOWN", "No retention period has this code.", 422);

    public static IReadOnlyList<RetentionPeriod> All { get; } = LawTable.Read<RetentionPeriod>("retention-periods.json");

    private static readonly FrozenDictionary<string, RetentionPeriod[]> ByCode = All
        .GroupBy(p => p.Code)
        .ToFrozenDictionary(g => g.Key, g => g.OrderBy(p => p.From ?? DateOnly.MinValue).ToArray());

    /// <summary>The newest row of a code.</summary>
    public static RetentionPeriod Of(string code) => Of(code, DateOnly.MaxValue);

    /// <summary>The row in force on a day; before the first row, the first one.</summary>
    public static RetentionPeriod Of(string code, DateOnly at) => Find(code, at) ?? throw new RuleViolation(Unknown);

    /// <summary>Null when the law's table has no such code.</summary>
    public static RetentionPeriod? Find(string code, DateOnly at) =>
        ByCode.TryGetValue(code, out var rows) ? Array.FindLast(rows, p => p.From is null || p.From <= at) ?? rows[0] : null;

    public static DateOnly EndOf(string code, DateOnly start) => Of(code).EndOf(start);
}
