using System.Threading.Channels;
using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Carries one room's committed rows to the bus: at once from memory, later from the table. A row is deleted when the
/// broker has confirmed it, or on the in-memory bus when every subscribing endpoint has committed it.
/// </summary>
internal sealed partial class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, MessageCarrier carrier, DeliveryTracker tracker, MessageTypes types, TimeProvider clock,
    ILogger<OutboxDispatcher<TDb>> log)
    : BackgroundService, IOutboxDispatcher
    where TDb : RoomDbContext
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan InMemoryPatience = TimeSpan.FromSeconds(60);

    private readonly Channel<PendingMessage> _fresh = Channel.CreateBounded<PendingMessage>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly DateTimeOffset _born = clock.GetUtcNow();
    private readonly Channel<Guid> _settled = Channel.CreateUnbounded<Guid>();
    private int _returned;

    public Type Context => typeof(TDb);

    public void Committed(IReadOnlyList<PendingMessage> messages)
    {
        foreach (var message in messages.Where(m => m.Row.AvailableAt - m.Row.CreatedAt <= PendingMessage.Lease))
        {
            _fresh.Writer.TryWrite(message);
        }
    }

    public void BrokerReturned() => Interlocked.Exchange(ref _returned, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await carrier.WaitUntilStartedAsync(stoppingToken);
        await schema.WaitAsync(stoppingToken);
        await Task.WhenAll(
            CarryFreshAsync(stoppingToken), DeleteSettledAsync(stoppingToken), SweepAsync(stoppingToken));
    }

    private async Task CarryFreshAsync(CancellationToken ct)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct };
        await Parallel.ForEachAsync(
            _fresh.Reader.ReadAllAsync(ct), parallel, CarryFreshAsync);
    }

    // A row that waited here longer than its lease belongs to the sweep of whoever comes first.
    private async ValueTask CarryFreshAsync(PendingMessage pending, CancellationToken ct)
    {
        if (pending.Row.AvailableAt > clock.GetUtcNow())
        {
            await CarryAsync(pending.Row, pending.Message, ct);
        }
    }

    private async Task CarryAsync(OutboxMessage row, object message, CancellationToken ct)
    {
        try
        {
            await carrier.CarryAsync(row, message, () => _settled.Writer.TryWrite(row.Id), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.DeliveryFailed(log, row.MessageId, row.MessageType, e.GetType().Name);
        }
    }

    private async Task DeleteSettledAsync(CancellationToken ct)
    {
        while (await _settled.Reader.WaitToReadAsync(ct))
        {
            // Nobody waits for a deletion: rows that settle a moment later share the statement.
            await Task.Delay(Linger, ct);
            var ids = new List<Guid>(BatchSize);
            while (ids.Count < BatchSize && _settled.Reader.TryRead(out var id))
            {
                ids.Add(id);
            }

            await RetryAsync(db => db.WriteAsync(() => db.Outbox.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(ct), ct), ct);
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var atStart = carrier.InMemory;
        using var timer = new PeriodicTimer(SweepEvery, clock);
        do
        {
            if (Interlocked.Exchange(ref _returned, 0) == 1)
            {
                await RetryAsync(db => MakeDueAsync(db, ct), ct);
            }

            await RetryAsync(db => SweepOnceAsync(db, atStart, ct), ct);
            atStart = false;
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    // What a dead broker refused has nothing to wait for any more.
    private static Task<int> MakeDueAsync(TDb db, CancellationToken ct)
    {
        var now = db.Now;
        return db.WriteAsync(
            () => db.Outbox.Where(m => m.DeadAt == null && m.Attempts > 0 && m.AvailableAt > now)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.AvailableAt, now), ct),
            ct);
    }

    /// <summary>
    /// Takes over rows whose lease has passed. At the start of an in-memory host nobody else can hold a lease: all that
    /// an earlier process wrote or has tried goes at once, except what is not due yet.
    /// </summary>
    private async Task<int> SweepOnceAsync(TDb db, bool everything, CancellationToken ct)
    {
        var swept = 0;
        var last = Guid.Empty;
        while (true)
        {
            var now = db.Now;
            var lease = now + PendingMessage.Lease;
            var rows = await db.Outbox.AsNoTracking()
                .Where(m => m.DeadAt == null && (m.AvailableAt <= now
                    || (everything && m.CreatedAt < _born && (m.AvailableAt <= lease || m.Attempts > 0))))
                .Where(m => m.Id > last)
                .OrderBy(m => m.Id)
                .Take(BatchSize)
                .ToListAsync(ct);
            foreach (var row in rows)
            {
                swept += await TakeOverAsync(db, row, ct) ? 1 : 0;
            }

            if (rows.Count < BatchSize)
            {
                return swept;
            }

            last = rows[^1].Id;
        }
    }

    private async Task<bool> TakeOverAsync(TDb db, OutboxMessage row, CancellationToken ct)
    {
        if (carrier.InMemory && tracker.IsWaiting(row.Id, row.MessageId) && row.CreatedAt > db.Now - InMemoryPatience)
        {
            return false;
        }

        var type = types.Find(row.MessageType);
        var message = type is null ? null : MessageCarrier.Read(row, type);
        var next = db.Now + MessageCarrier.BackOff(row.Attempts);
        var dead = message is null || row.ExpiresAt <= db.Now ? db.Now : (DateTimeOffset?)null;
        var error = dead is null ? null : message is null ? "MESSAGE_UNREADABLE" : "MESSAGE_EXPIRED";
        var claim = db.Outbox.Where(m => m.Id == row.Id && m.AvailableAt == row.AvailableAt && m.DeadAt == null);
        var mine = await db.WriteAsync(
            () => claim.ExecuteUpdateAsync(
                s => s.SetProperty(m => m.AvailableAt, next)
                    .SetProperty(m => m.Attempts, m => m.Attempts + 1)
                    .SetProperty(m => m.DeadAt, dead)
                    .SetProperty(m => m.LastError, error),
                ct),
            ct);
        if (mine == 0 || dead is not null)
        {
            if (dead is not null)
            {
                Log.Dead(log, row.MessageId, row.MessageType);
            }

            return false;
        }

        await CarryAsync(row, message!, ct);
        return true;
    }

    // The database may be away for a while: rows are safe there, so wait and try again.
    private async Task RetryAsync(Func<TDb, Task<int>> work, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                await work(db);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.DatabaseFailed(log, typeof(TDb).Name, e.GetType().Name);
                await Task.Delay(SweepEvery, clock, ct);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} ({MessageType}) was not delivered ({Error}); the sweep tries again")]
        public static partial void DeliveryFailed(ILogger logger, Guid messageId, string messageType, string error);

        [LoggerMessage(2, LogLevel.Warning, "The outbox of {Context} is out of reach ({Error})")]
        public static partial void DatabaseFailed(ILogger logger, string context, string error);

        [LoggerMessage(3, LogLevel.Error, "Message {MessageId} ({MessageType}) cannot be delivered and was set aside")]
        public static partial void Dead(ILogger logger, Guid messageId, string messageType);
    }
}
