using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>Every import that came in, the newest first.</summary>
internal static class ListImports
{
    internal sealed record Item(
        Guid Id, ImportStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, long RowsRead, long? RowsTotal, long Created, long Rejected, string? Code);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/imports", Handle).WithName(nameof(ListImports)).WithSummary("Imports, the newest first: ?after=&limit=");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> Handle(string? after, int? limit, ContactsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var most = Paging.Limit(limit);
        var at = last == Guid.Empty ? DateTimeOffset.MaxValue : await db.Imports.Where(i => i.Id == last).Select(i => i.CreatedAt).SingleOrDefaultAsync(ct);
        var jobs = await db.Imports.AsNoTracking()
            .Where(i => i.Status != ImportStatus.Uploading && (i.CreatedAt < at || (i.CreatedAt == at && i.Id < last)))
            .OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id)
            .Take(most + 1)
            .Select(i => new Item(
                i.Id, i.Status, i.CreatedAt, i.EndedAt, i.Created + i.Updated + i.Unchanged + i.Rejected + i.Suppressed, i.RowsTotal, i.Created, i.Rejected, i.Code))
            .ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(jobs, most, i => i.Id));
    }
}
