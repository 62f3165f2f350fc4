using Gdpr.Consent.Data;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Rating;

/// <summary>Counts the consents of everybody once a day, on the replica that holds the lease.</summary>
internal sealed partial class RateSweeper(
    IServiceScopeFactory scopes, SchemaReady<ConsentDbContext> schema, RoomLease lease, GdprSettings settings, TimeProvider clock, ILogger<RateSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>True when this day had no count yet, and has one now; without people or purposes there is nothing to count.</summary>
    internal static async Task<bool> SweepAsync(ConsentDbContext db, Controller home, CancellationToken ct)
    {
        var today = home.DayOf(db.Now);
        if (await db.Rates.AnyAsync(r => r.Day == today, ct))
        {
            return false;
        }

        await db.CountRatesAsync(home, ct);
        return await db.Rates.AnyAsync(r => r.Day == today, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
                await (await lease.TakeAsync(db, stoppingToken) ? SweepAsync(db, settings.Controller, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The count of consents failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}

/// <summary>Counting everybody takes long: one count at a time in a process.</summary>
internal sealed class RateTurn : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task TakeAsync(Func<Task> count, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await count();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
