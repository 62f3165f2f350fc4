using System.Text.Json;
using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Registering;

/// <summary>Which integrators may call, and what; rooms' own clients are not shown.</summary>
internal static class ListClients
{
    internal sealed record Response(string Id, IReadOnlyList<string> Scopes);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/clients", HandleAsync).WithName(nameof(ListClients)).WithSummary("Integrators' clients and their scopes");

    private static async Task<Ok<Page<Response>>> HandleAsync(IdentityDbContext db, CancellationToken ct)
    {
        var rooms = RoomTokens.ClientId(string.Empty);
        var rows = await db.Clients.AsNoTracking()
            .Where(c => !c.ClientId!.StartsWith(rooms))
            .OrderBy(c => c.ClientId)
            .Take(Paging.MaxLimit)
            .Select(c => new { c.ClientId, c.Permissions })
            .ToListAsync(ct);
        Response[] items = [.. rows.Select(r => new Response(r.ClientId!, Clients.ScopesOf(JsonSerializer.Deserialize<string[]>(r.Permissions ?? "[]")!)))];
        return TypedResults.Ok(new Page<Response>(items, null));
    }
}
