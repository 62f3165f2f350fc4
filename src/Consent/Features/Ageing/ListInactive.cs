using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Ageing;

/// <summary>
/// Prospects from whom nothing came for three years (CNIL 2021-131), proposed for erasure: a dry run that changes nothing.
/// Whoever has a running contract is not among them.
/// </summary>
internal static class ListInactive
{
    internal sealed record Item(SubjectId SubjectId, DateTimeOffset LastContactAt, DateOnly KeptUntil);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/subjects/inactive", HandleAsync)
            .WithName(nameof(ListInactive))
            .WithSummary("Prospects inactive for three years, proposed for erasure (dry run)");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        string? after, int? limit, ConsentDbContext db, GdprSettings settings, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var (take, today) = (Paging.Limit(limit), settings.Controller.DayOf(db.Now));
        var period = RetentionPeriods.Of("PROSPECT", today);
        var rough = db.Now.AddYears(-3).AddDays(2);
        var rows = await db.Facts.AsNoTracking()
            .Where(f => f.Id > from && f.LastContactFromPersonAt < rough && f.OngoingContract != true)
            .Where(f => !db.Events.Any(e => e.SubjectId == f.SubjectId && e.Method != Methods.Import && e.Method != Methods.Term && e.At >= rough))
            .Where(f => !db.Tombstones.Any(t => t.SubjectId == f.SubjectId))
            .OrderBy(f => f.Id)
            .Take(take + 1)
            .Select(f => new { f.Id, f.SubjectId, At = f.LastContactFromPersonAt!.Value })
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, r => r.Id);
        return TypedResults.Ok(new Page<Item>(
            [.. page.Items.Select(r => new Item(r.SubjectId, r.At, period.EndOf(settings.Controller.DayOf(r.At)))).Where(i => i.KeptUntil < today)], page.Next));
    }
}
