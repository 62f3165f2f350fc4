using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>Looks every second which campaigns have something to do, and lets each run by itself.</summary>
internal sealed partial class SendWorker(
    IServiceScopeFactory scopes, SchemaReady<CampaignsDbContext> schema, CampaignRun run, TimeProvider clock, ILogger<SendWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Guid, Task> _runs = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        finally
        {
            // What has begun to leave gets its result written.
            await Task.WhenAll(_runs.Values);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        foreach (var ended in _runs.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToList())
        {
            _runs.Remove(ended);
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CampaignsDbContext>();
            foreach (var id in await DueAsync(db, ct))
            {
                if (!_runs.ContainsKey(id))
                {
                    _runs[id] = RunAsync(id, ct);
                }
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Failed(log, e.GetType().Name);
        }
    }

    private static async Task<List<Guid>> DueAsync(CampaignsDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        await db.WriteAsync(
            () => db.Campaigns.Where(c => c.State == CampaignState.Scheduled && c.StartAt <= now)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CampaignState.Running), ct),
            ct);

        // After a restore with an older ledger nobody knows who refused since: a person lets sends go on.
        if (await db.SendsAreOffAsync(ct))
        {
            return [];
        }

        // A SQLite file has one instance: a run that a crash cut off holds nobody up.
        var alone = db.Database.IsSqlite();
        var running = await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Running && (c.LeasedUntil == null || c.LeasedUntil <= now || alone))
            .Where(c => c.AfterConsentHours == null || db.Sends.Any(s => s.CampaignId == c.Id && (s.State == SendState.Sending || (s.State == SendState.Queued && s.AvailableAt <= now))))
            .Select(c => new { c.Id, c.Channel, c.Prepared })
            .ToListAsync(ct);
        return [.. running.Where(c => !c.Prepared || c.Channel != Channel.Phone).Select(c => c.Id)];
    }

    private async Task RunAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await run.RunAsync(id, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Stopped(log, id, e.GetType().Name);
            await TellAsync(id, e is HttpRequestException or Polly.ExecutionRejectedException ? "ROOM_UNREACHABLE" : "MEDIUM_UNREACHABLE");
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TellAsync(Guid id, string trouble)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CampaignsDbContext>();
        await db.WriteAsync(
            () => db.Campaigns.Where(c => c.Id == id && c.State == CampaignState.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.Trouble, trouble), CancellationToken.None),
            CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Campaigns could not be looked at ({Error})")]
        public static partial void Failed(ILogger logger, string error);

        [LoggerMessage(2, LogLevel.Warning, "Campaign {Id} stopped ({Error}); it goes on by itself")]
        public static partial void Stopped(ILogger logger, Guid id, string error);
    }
}
