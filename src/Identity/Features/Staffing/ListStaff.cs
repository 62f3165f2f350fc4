using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Staffing;

/// <summary>Who works here and in which roles.</summary>
internal static class ListStaff
{
    internal sealed record Response(Guid Id, string Email, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/staff", HandleAsync).WithName(nameof(ListStaff)).WithSummary("Staff accounts and their roles");

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        string? after, int? limit, IdentityDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } cursor)
        {
            return Problems.CursorMalformed();
        }

        var most = Paging.Limit(limit);
        var accounts = await db.Staff.AsNoTracking().Where(a => a.Id > cursor).OrderBy(a => a.Id).Take(most + 1).ToListAsync(ct);
        var ids = accounts.Select(a => a.Id).ToList();
        var roles = await (from m in db.Memberships join r in db.Roles on m.RoleId equals r.Id where ids.Contains(m.UserId) select new { m.UserId, r.Name })
            .ToListAsync(ct);
        var byAccount = roles.ToLookup(r => r.UserId, r => r.Name!);
        var rows = accounts.Select(a => new Response(a.Id, a.Email!, [.. byAccount[a.Id].Order(StringComparer.Ordinal)], a.CreatedAt)).ToList();
        return TypedResults.Ok(Paging.Of(rows, most, r => r.Id));
    }
}
