using Gdpr.Governance.Data;
using Gdpr.Kernel.Law;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Retaining;

/// <summary>Every retention period with its source: the law's table and each version that the company decided, and which of them is in force.</summary>
internal static class ListRules
{
    internal sealed record Period(int Years, int Months, int Days, bool Minimum);

    internal sealed record Item(
        string Code,
        string Origin,
        int? Version,
        string Covers,
        string Start,
        Period Period,
        RetentionForce Force,
        string AgainstErasure,
        string Source,
        SourceConfidence Confidence,
        DateOnly? From,
        bool InForce,
        string? Reason,
        string? DecidedBy);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/retention-rules", Handle)
            .WithName(nameof(ListRules))
            .WithSummary("Retention periods, with source and confidence (Art. 30(1)(f))");

    internal static async Task<Ok<Page<Item>>> Handle(string? code, DateOnly? at, GovernanceDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var day = at ?? settings.Controller.DayOf(db.Now);
        var own = await db.Rules.AsNoTracking().Where(r => code == null || r.Code == code).OrderBy(r => r.Code).ThenBy(r => r.Version).ToListAsync(ct);
        var ruling = own.Where(r => r.From <= day).GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.Max(r => r.Version));
        var law = RetentionPeriods.All.Where(p => code is null || p.Code == code)
            .Select(p => Show(p, "law", null, !ruling.ContainsKey(p.Code) && RetentionPeriods.Find(p.Code, day) == p, null, null));
        var company = own.Select(r => Show(r.Period, "company", r.Version, ruling.GetValueOrDefault(r.Code) == r.Version, r.Reason, r.DecidedBy));
        return TypedResults.Ok(new Page<Item>([.. law, .. company], null));
    }

    private static Item Show(RetentionPeriod p, string origin, int? version, bool inForce, string? reason, string? by) => new(
        p.Code, origin, version, p.Covers, p.Start, new Period(p.Years, p.Months, p.Days, p.Minimum), p.Force, RetentionForces.AgainstErasure(p),
        p.Source, p.Confidence, p.From, inForce, reason, by);
}
