using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Audit;

/// <summary>
/// Chains a room's audit entries every second and keeps each run's last seal outside the room. Never in the transactions
/// that write the entries: those stay plain inserts.
/// </summary>
internal sealed partial class AuditSealer<TDb>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, RoomLease lease, GdprSettings settings, TimeProvider clock, ILogger<AuditSealer<TDb>> log) : BackgroundService
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AllEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan WideEvery = TimeSpan.FromMinutes(1);
    /// <summary>Less than what makes the check suspect that an entry was put in later.</summary>
    private static readonly TimeSpan Wide = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    /// <summary>A transaction that ends later than others writes entries older than theirs; what takes longer is found by the hourly look at all.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(3);

    /// <summary>While another process seals, this one need not look further back than it would have to take over.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(30);

    private DateTimeOffset _from = DateTimeOffset.MinValue;
    private DateTimeOffset _allAt = DateTimeOffset.MinValue;
    private DateTimeOffset _wideAt = DateTimeOffset.MinValue;
    private bool _compared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.MigratedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            await LastAsync();
        }
    }

    // What was written since the last run would otherwise wait, unsealed, for the next start.
    private async Task LastAsync()
    {
        using var patience = new CancellationTokenSource(LastPatience);
        try
        {
            await (_compared ? TryAsync(patience.Token) : Task.CompletedTask);
        }
        catch (Exception e)
        {
            Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await CompareAsync(ct);
            await SealAllAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
        }
    }

    /// <summary>
    /// At the start: where the outside knows seals that the room has not, the room was restored or its tail cut off. That
    /// is written down on both sides and never hidden.
    /// </summary>
    private async Task CompareAsync(CancellationToken ct)
    {
        if (_compared)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var (file, chain) = (new SealFile(settings, db.Room), await db.AuditChains.AsNoTracking().SingleOrDefaultAsync(ct) ?? new AuditChain());
        var last = file.Last();
        if (last is not null && !await HoldsAsync(db, chain, last, ct))
        {
            Log.Behind(log, db.Room, chain.Sequence, last.Sequence);
            file.Append(new SealLine(chain.Sequence, null, db.Now));
            db.Audit("system", "audit.tail-lost");
            await db.SaveChangesAsync(ct);
        }
        else if (chain.Sequence > (last?.Sequence ?? 0))
        {
            file.Append(new SealLine(chain.Sequence, chain.Digest, db.Now));
        }

        _compared = true;
    }

    private static async Task<bool> HoldsAsync(TDb db, AuditChain chain, SealLine last, CancellationToken ct) => last.Digest is null
        ? chain.Sequence >= last.Sequence
        : await db.AuditSeals.AnyAsync(s => s.Sequence == last.Sequence && s.Digest == last.Digest, ct);

    private async Task SealAllAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (all, wide) = (now - _allAt >= AllEvery, now - _wideAt >= WideEvery);
        var from = all ? DateTimeOffset.MinValue : wide ? Earlier(_from, now - Wide) : _from;
        while (await SealAsync(from, ct) is { } next)
        {
            from = next;
        }

        (_allAt, _wideAt) = (all ? now : _allAt, wide ? now : _wideAt);
    }

    /// <summary>Where to go on from while more waits; else null.</summary>
    private async Task<DateTimeOffset?> SealAsync(DateTimeOffset from, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        if (!await db.Unsealed(from).AnyAsync(ct))
        {
            return null;
        }

        if (await db.SealAsync(lease.Holder, from, ct) is not { Seals: [.., var end] } run)
        {
            _from = Later(_from, db.Now - Handover);
            return null;
        }

        _from = Later(_from, run.LatestAt - Overlap);
        new SealFile(settings, db.Room).Append(new SealLine(end.Sequence, end.Digest, db.Now));
        return run.Seals.Count == Sealing.Most ? run.LatestAt : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Audit entries of {Context} were not sealed ({Error}); they are in a moment")]
        public static partial void Failed(ILogger logger, string context, string error);

        [LoggerMessage(2, LogLevel.Error, "AUDIT_TAIL_CUT: {Room} has {Inside} seals, outside {Outside} are known; verify-audit tells which are missing")]
        public static partial void Behind(ILogger logger, string room, long inside, long outside);
    }
}
