using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Data;

/// <summary>A rule as it applies on a day: the law's, or the company's version.</summary>
internal sealed record RuleInForce(RetentionPeriod Period, int? Version);

internal static class Queries
{
    /// <summary>The company's version in force on a day, else the law's row.</summary>
    public static async Task<RuleInForce> RuleAsync(this GovernanceDbContext db, string code, DateOnly at, CancellationToken ct)
    {
        var own = await db.Rules.AsNoTracking()
            .Where(r => r.Code == code && r.From <= at)
            .OrderByDescending(r => r.Version)
            .FirstOrDefaultAsync(ct);
        return own is not null ? new RuleInForce(own.Period, own.Version)
            : RetentionPeriods.Find(code, at) is { } law ? new RuleInForce(law, null)
            : throw new RuleViolation(GovernanceErrors.RetentionCodeUnknown);
    }

    public static async Task<LitigationHold> HoldAsync(this GovernanceDbContext db, Guid id, CancellationToken ct) =>
        await db.LitigationHolds.SingleOrDefaultAsync(h => h.Id == id, ct) ?? throw new RuleViolation(GovernanceErrors.HoldNotFound);
}
