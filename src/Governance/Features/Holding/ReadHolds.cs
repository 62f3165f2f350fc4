using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Holding;

/// <summary>Litigation holds, the overdue ones by themselves: a hold is not forgotten. The reading is audited.</summary>
internal static class ReadHolds
{
    internal sealed record Record(string Target, Guid Id);

    internal sealed record Review(DateTimeOffset At, string By, string Reason, DateOnly NextReview);

    internal sealed record Item(
        Guid Id,
        SubjectId? SubjectId,
        Record? Record,
        string Author,
        string Reason,
        DateTimeOffset PlacedAt,
        DateOnly ReviewDate,
        bool Overdue,
        DateTimeOffset? ReleasedAt,
        string? ReleasedBy,
        string? ReleaseReason);

    internal sealed record Whole(Item Hold, IReadOnlyList<Review> Reviews);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/litigation-holds", List).WithName("ListHolds").WithSummary("Litigation holds: ?state=open|overdue|released");
        api.MapGet("/litigation-holds/{id:guid}", Handle).WithName(nameof(ReadHolds)).WithSummary("A litigation hold with its reviews");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> List(
        string? state, SubjectId? subjectId, string? after, int? limit, GovernanceDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var (today, take) = (settings.Controller.DayOf(db.Now), Paging.Limit(limit));
        var holds = db.LitigationHolds.AsNoTracking().Where(h => h.Id > from && (subjectId == null || h.SubjectId == subjectId));
        holds = state switch
        {
            "open" => holds.Where(h => h.ReleasedAt == null),
            "overdue" => holds.Where(h => h.ReleasedAt == null && h.ReviewDate <= today),
            "released" => holds.Where(h => h.ReleasedAt != null),
            _ => holds,
        };
        var rows = await holds.OrderBy(h => h.Id).Take(take + 1).ToListAsync(ct);
        foreach (var hold in rows.Take(take))
        {
            db.Audit(http.Actor(), "litigation-holds.listed", hold.SubjectId, hold.Id);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Paging.Of([.. rows.Select(h => Show(h, today))], take, h => h.Id));
    }

    internal static async Task<Ok<Whole>> Handle(Guid id, GovernanceDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var hold = await db.HoldAsync(id, ct);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.HoldId == id).OrderBy(r => r.Id)
            .Select(r => new Review(r.At, r.By, r.Reason, r.NextReview)).ToListAsync(ct);
        db.Audit(http.Actor(), "litigation-hold.read", hold.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Whole(Show(hold, settings.Controller.DayOf(db.Now)), reviews));
    }

    private static Item Show(LitigationHold h, DateOnly today) => new(
        h.Id, h.SubjectId, h.RecordId is { } record ? new Record(h.Target!, record) : null, h.Author, h.Reason, h.PlacedAt, h.ReviewDate,
        h.ReleasedAt is null && h.ReviewDate <= today, h.ReleasedAt, h.ReleasedBy, h.ReleaseReason);
}
