using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>
/// Carries what is due. A delivery is claimed by moving its due time past the longest call, in one conditional update:
/// several instances share the work, and what a dead one held comes again.
/// </summary>
internal sealed partial class DeliveryWorker(
    IServiceScopeFactory scopes, WebhookCalls calls, ConnectorsSettings settings, TimeProvider clock, ILogger<DeliveryWorker> log) : BackgroundService
{
    private const int AtOnce = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Tick, clock);
        do
        {
            try
            {
                while (await CarryDueAsync(stoppingToken) == AtOnce)
                {
                    // More is due.
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> CarryDueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConnectorsDbContext>();
        var now = db.Now;
        var due = await db.Deliveries.AsNoTracking()
            .Where(d => d.State == DeliveryState.Waiting && d.DueAt <= now)
            .OrderBy(d => d.DueAt)
            .Take(AtOnce)
            .Select(d => new { d.Id, d.Version })
            .ToListAsync(ct);
        await Task.WhenAll(due.Select(d => CarryAsync(d.Id, d.Version, ct)));
        return due.Count;
    }

    private async Task CarryAsync(Guid id, int version, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ConnectorsDbContext>();
            if (await ClaimAsync(db, id, version, ct))
            {
                await TellAsync(db, await db.Deliveries.SingleAsync(d => d.Id == id, ct), ct);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Deleted meanwhile, or the database is away: the claim ends by itself.
            Log.NotCarried(log, id, e.GetType().Name);
        }
    }

    private static async Task<bool> ClaimAsync(ConnectorsDbContext db, Guid id, int version, CancellationToken ct)
    {
        var until = db.Now + WebhookDelivery.Lease;
        return await db.WriteAsync(
            () => db.Deliveries.Where(d => d.Id == id && d.Version == version && d.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, until).SetProperty(d => d.Version, version + 1), ct),
            ct) == 1;
    }

    private async Task TellAsync(ConnectorsDbContext db, WebhookDelivery delivery, CancellationToken ct)
    {
        var webhook = await db.Webhooks.AsNoTracking().SingleAsync(w => w.Id == delivery.WebhookId, ct);
        var (heard, code) = await calls.PostAsync(webhook, delivery, ct);
        delivery.Tried(heard, code, db.Now);
        await db.SaveChangesAsync(ct);
        if (delivery.EndedAt is not null)
        {
            var old = db.Now - WebhookDelivery.Memory;
            await db.WriteAsync(() => db.Deliveries.Where(d => d.EndedAt < old).ExecuteDeleteAsync(ct), ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Due deliveries cannot be read ({Error}); asked again at the next tick")]
        public static partial void Failed(ILogger logger, string error);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {Id} was not carried ({Error}); it comes again")]
        public static partial void NotCarried(ILogger logger, Guid id, string error);
    }
}
