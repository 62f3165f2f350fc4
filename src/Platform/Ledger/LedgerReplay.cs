using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Ledger;

/// <summary>
/// At every start of a room that stores people: compares it with the erasure ledger and erases again what a restore has
/// brought back; only then the gate opens. While the ledger cannot be reached the room waits (Art. 17; recital 39).
/// </summary>
internal sealed partial class LedgerReplay<TDb, TParticipant>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, RoomHttp rooms, LedgerGate gate, StartRefusal refusal, LedgerSettings settings,
    TimeProvider clock, ILogger<LedgerReplay<TDb, TParticipant>> log) : BackgroundService
    where TDb : RoomDbContext
    where TParticipant : class, IParticipant
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Ask)
        {
            return;
        }

        await schema.MigratedAsync(stoppingToken);
        for (var pause = FirstPause; !await TryAsync(pause, stoppingToken); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(TimeSpan pause, CancellationToken ct)
    {
        try
        {
            await CatchUpAsync(ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (pause == LongestPause)
            {
                Log.Waits(log, typeof(TDb).Name, e.GetType().Name);
            }

            return false;
        }
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        var room = await WithAsync((db, _) => Task.FromResult(db.Room));
        var (applied, after) = await WithAsync((db, _) => db.ReachedAsync(ct));
        var page = await ReadAsync(room, after, ct);
        if (page.Head < applied && !await MayGoOnAsync(room, applied, page.Head, ct))
        {
            return;
        }

        var (replayed, held) = (0, long.MaxValue);
        while (true)
        {
            var taken = await WithAsync((db, participant) => new LedgerRun(db, participant).TakeAsync(page, ct));
            replayed += taken;

            // What is still being carried out is looked at again at the next start.
            held = Math.Min(held, page.Items.Where(i => i.Running).Select(i => i.Sequence).DefaultIfEmpty(long.MaxValue).Min());
            var to = Math.Min(held - 1, page.Next ?? page.Head);
            await DoAsync(db => db.MoveAsync(to, taken, ct));
            if (page.Next is not { } next)
            {
                break;
            }

            page = await ReadAsync(room, next, ct);
        }

        await DoAsync(db => db.SetSendsAsync(settings, ct));
        Log.Open(log, room, page.Head, replayed);
        gate.Open(room);
    }

    private async Task<bool> MayGoOnAsync(string room, long applied, long head, CancellationToken ct)
    {
        if (settings.AcceptedBy is not { } by)
        {
            Log.Older(log, room, applied, head);
            refusal.Refuse(LedgerMarks.Older(room, applied, head));
            return false;
        }

        Log.Accepted(log, room, applied, head);
        await DoAsync(db => db.AcceptAsync(by, head, ct));
        return true;
    }

    private async Task<LedgerPage> ReadAsync(string room, long after, CancellationToken ct) =>
        await rooms.GetAsync<LedgerPage>(room, "subject-rights", FormattableString.Invariant($"internal/subject-rights/ledger?after={after}"), ct)
        ?? throw new HttpRequestException("The ledger is not served there.");

    // A scope for each step: a long replay must not gather rows in memory.
    private async Task<T> WithAsync<T>(Func<TDb, TParticipant, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TDb>(), scope.ServiceProvider.GetRequiredService<TParticipant>());
    }

    private Task DoAsync(Func<TDb, Task> work) => WithAsync(async (db, _) =>
    {
        await work(db);
        return 0;
    });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "LEDGER_REPLAY: {Context} waits for the erasure ledger ({Error})")]
        public static partial void Waits(ILogger logger, string context, string error);

        [LoggerMessage(2, LogLevel.Information, "{Room} has caught up with the erasure ledger at {Head}; {Replayed} were erased or refused again")]
        public static partial void Open(ILogger logger, string room, long head, int replayed);

        [LoggerMessage(3, LogLevel.Critical, "LEDGER_OLDER_THAN_ROOM: {Room} has applied {Applied}, the ledger ends at {Head}")]
        public static partial void Older(ILogger logger, string room, long applied, long head);

        [LoggerMessage(4, LogLevel.Critical, "LEDGER_OLDER_THAN_ROOM: accepted for {Room}, which has applied {Applied}, with a ledger that ends at {Head}; sends stay off")]
        public static partial void Accepted(ILogger logger, string room, long applied, long head);
    }
}
