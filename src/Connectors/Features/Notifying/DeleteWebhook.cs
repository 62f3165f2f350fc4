using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>Nothing is told to this address any more, what waits included.</summary>
internal static class DeleteWebhook
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/webhooks/{id:guid}", Handle).WithName(nameof(DeleteWebhook)).WithSummary("Stop listening");

    internal static async Task<NoContent> Handle(Guid id, ConnectorsDbContext db, HttpContext http, CancellationToken ct)
    {
        var webhook = await db.Webhooks.SingleOrDefaultAsync(w => w.Id == id, ct) ?? throw new RuleViolation(ConnectorsErrors.WebhookNotFound);
        db.Webhooks.Remove(webhook);
        db.Audit(http.Actor(), "webhook.deleted", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
