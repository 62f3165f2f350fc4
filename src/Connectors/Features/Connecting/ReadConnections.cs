using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>The third parties of this company, without their tokens.</summary>
internal static class ReadConnections
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/connections", ListAsync).WithName("ListConnections").WithSummary("Third parties");
        api.MapGet("/connections/{id:guid}", ReadAsync).WithName("ReadConnection").WithSummary("One third party");
    }

    internal static async Task<Results<Ok<Page<ConnectionView>>, ProblemHttpResult>> ListAsync(
        string? after, int? limit, ConnectorsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var size = Paging.Limit(limit);
        var rows = await db.Connections.AsNoTracking().Where(c => c.Id > last).OrderBy(c => c.Id).Take(size + 1).ToListAsync(ct);
        var page = Paging.Of(rows, size, c => c.Id);
        return TypedResults.Ok(new Page<ConnectionView>([.. page.Items.Select(ConnectionView.Of)], page.Next));
    }

    internal static async Task<Ok<ConnectionView>> ReadAsync(Guid id, ConnectorsDbContext db, CancellationToken ct)
    {
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        return TypedResults.Ok(ConnectionView.Of(connection));
    }
}
