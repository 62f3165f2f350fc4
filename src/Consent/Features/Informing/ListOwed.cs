using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Informing;

/// <summary>Those whose data came from elsewhere and who were never told, with their due date (Art. 14(3)); each one shown is recorded as read.</summary>
internal static class ListOwed
{
    /// <param name="NoticeId">Written, and its mail has not left.</param>
    internal sealed record Item(
        SubjectId SubjectId, string Origin, DateTimeOffset ObtainedAt, string? Supplier, bool? PartnersNamed, DateTimeOffset? FirstContactAt, DateTimeOffset? FirstDisclosureAt,
        DateTimeOffset DueAt, bool Overdue, Guid? NoticeId);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/information/owed", HandleAsync)
            .WithName(nameof(ListOwed))
            .WithSummary("People never told where their data come from: ?overdue=&after=&limit=");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        bool? overdue, string? after, int? limit, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.Create(422, "CURSOR_MALFORMED", "The cursor is not one of ours.");
        }

        var (take, now) = (Paging.Limit(limit), db.Now);
        var rows = await db.Owed().AsNoTracking()
            .Where(d => d.Id > from && (overdue == null || overdue == d.DueAt < now))
            .OrderBy(d => d.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, d => d.Id);
        foreach (var duty in page.Items)
        {
            db.Audit(http.Actor(), "information.owed.read", duty.SubjectId);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. page.Items.Select(d => new Item(
                d.SubjectId, d.Origin, d.ObtainedAt, d.Supplier, d.PartnersNamed, d.FirstContactAt, d.FirstDisclosureAt, d.DueAt, d.DueAt < now, d.NoticeId))],
            page.Next));
    }
}
