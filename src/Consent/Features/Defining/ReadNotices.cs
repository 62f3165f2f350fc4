using Gdpr.Consent.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Defining;

/// <summary>Reads notices as they were shown.</summary>
internal static class ReadNotices
{
    internal sealed record Item(
        Guid Id, string Purpose, string Language, int Version, string Text, string? Form, string Sha256, string? ControllerId, DateTimeOffset CreatedAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", ListAsync).WithName("ListNotices").WithSummary("Notices, every version");
        api.MapGet("/notices/{id:guid}", ReadAsync).WithName("ReadNotice").WithSummary("One notice");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> ListAsync(
        string? purpose, string? language, string? after, int? limit, ConsentDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Notices.AsNoTracking()
            .Where(n => (purpose == null || n.Purpose == purpose) && (language == null || n.Language == language) && n.Id > from)
            .OrderBy(n => n.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Paging.Of([.. rows.Select(Show)], take, n => n.Id));
    }

    internal static async Task<Results<Ok<Item>, NotFound>> ReadAsync(Guid id, ConsentDbContext db, CancellationToken ct) =>
        await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) is { } notice
            ? TypedResults.Ok(Show(notice))
            : TypedResults.NotFound();

    private static Item Show(Notice n) => new(n.Id, n.Purpose, n.Language, n.Version, n.Text, n.Form, n.Sha256, n.ControllerId, n.CreatedAt);
}
