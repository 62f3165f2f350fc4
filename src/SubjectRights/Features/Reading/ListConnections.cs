using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The third parties that the next request will ask, as Connectors has announced them.</summary>
internal static class ListConnections
{
    internal sealed record Item(Guid ConnectionId, string Target, string Role);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/connections", Handle).WithSummary("Third parties that take part in new requests");

    internal static async Task<IResult> Handle(SubjectRightsDbContext db, CancellationToken ct)
    {
        var items = await db.Connections.AsNoTracking().Where(c => c.Enabled).OrderBy(c => c.Target)
            .Select(c => new Item(c.ConnectionId, c.Target, c.Role)).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, null));
    }
}
