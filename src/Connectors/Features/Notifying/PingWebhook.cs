using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>Sends a signed <c>ping</c> on the road of every event, for whoever sets a receiver up.</summary>
internal static class PingWebhook
{
    internal sealed record Response(Guid DeliveryId);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/webhooks/{id:guid}/ping", Handle).WithName(nameof(PingWebhook)).WithSummary("Send a signed ping").WithIdempotency<ConnectorsDbContext>();

    internal static async Task<Accepted<Response>> Handle(Guid id, ConnectorsDbContext db, CancellationToken ct)
    {
        if (!await db.Webhooks.AnyAsync(w => w.Id == id, ct))
        {
            throw new RuleViolation(ConnectorsErrors.WebhookNotFound);
        }

        var delivery = db.Tell(id, WebhookEvents.Ping, new { });
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/api/connectors/webhooks/{id}/deliveries", new Response(delivery));
    }
}
