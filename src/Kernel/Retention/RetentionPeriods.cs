using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Retention;

/// <summary>The table of retention periods, by code.</summary>
public static class RetentionPeriods
{
    private static readonly RuleError Unknown = new("RETENTION_CODE_UNKNOWN", "No retention period has this code.", 422);

    public static IReadOnlyList<RetentionPeriod> All { get; } = LawTable.Read<RetentionPeriod>("retention-periods.json");

    private static readonly FrozenDictionary<string, RetentionPeriod> ByCode = All.ToFrozenDictionary(p => p.Code);

    public static RetentionPeriod Of(string code) =>
        ByCode.GetValueOrDefault(code) ?? throw new RuleViolation(Unknown);

    public static DateOnly EndOf(string code, DateOnly start) => Of(code).EndOf(start);
}
