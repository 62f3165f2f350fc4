using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Connectors;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Takes a third party out of new requests; what open ones still need of it goes to a person.</summary>
internal static class DisableConnection
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/connections/{id:guid}/disable", Handle).WithName(nameof(DisableConnection)).WithSummary("Take a third party out of requests");

    internal static async Task<Ok<ConnectionView>> Handle(Guid id, ConnectorsDbContext db, HttpContext http, CancellationToken ct)
    {
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ConnectorsErrors.ConnectionNotFound);
        if (connection.Disable())
        {
            db.Publish(new ConnectionDisabled(id, connection.Target));
            db.Audit(http.Actor(), "connection.disabled", reference: id);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(ConnectionView.Of(connection));
    }
}
