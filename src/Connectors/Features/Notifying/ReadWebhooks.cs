using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>Who listens, and what became of what they were told.</summary>
internal static class ReadWebhooks
{
    /// <param name="LastCode">Of the last attempt: an HTTP status or a code of ours.</param>
    internal sealed record Delivery(Guid Id, string Event, DeliveryState State, int Attempts, string? LastCode, DateTimeOffset CreatedAt, DateTimeOffset? NextAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).WithName("ListWebhooks").WithSummary("Who listens to what happens here");
        api.MapGet("/webhooks/{id:guid}/deliveries", DeliveriesAsync).WithName("ListWebhookDeliveries").WithSummary("What became of what a webhook was told");
    }

    internal static async Task<Results<Ok<Page<WebhookView>>, ProblemHttpResult>> ListAsync(string? after, int? limit, ConnectorsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var size = Paging.Limit(limit);
        var rows = await db.Webhooks.AsNoTracking().Where(w => w.Id > last).OrderBy(w => w.Id).Take(size + 1).ToListAsync(ct);
        var page = Paging.Of(rows, size, w => w.Id);
        return TypedResults.Ok(new Page<WebhookView>([.. page.Items.Select(WebhookView.Of)], page.Next));
    }

    internal static async Task<Results<Ok<Page<Delivery>>, ProblemHttpResult>> DeliveriesAsync(
        Guid id, string? after, int? limit, ConnectorsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        if (!await db.Webhooks.AnyAsync(w => w.Id == id, ct))
        {
            throw new RuleViolation(ConnectorsErrors.WebhookNotFound);
        }

        var size = Paging.Limit(limit);
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.WebhookId == id && d.Id > last).OrderBy(d => d.Id).Take(size + 1).ToListAsync(ct);
        var page = Paging.Of(rows, size, d => d.Id);
        return TypedResults.Ok(new Page<Delivery>(
            [.. page.Items.Select(d => new Delivery(d.Id, d.Event, d.State, d.Attempts, d.LastCode, d.CreatedAt, d.State == DeliveryState.Waiting ? d.DueAt : null))],
            page.Next));
    }
}
