using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Participation;

/// <summary>
/// Erases by itself what an erasure had kept until a day (Art. 5(1)(e)). The end lies in the row, so that a process that was
/// away finds it; whoever needs the data is asked first, and without an answer nothing goes.
/// </summary>
internal sealed partial class KeptSweeper<TDb, TParticipant>(
    IServiceScopeFactory scopes, SchemaReady<TDb> schema, RoomLease lease, TimeProvider clock, ILogger<KeptSweeper<TDb, TParticipant>> log) : BackgroundService
    where TDb : RoomDbContext
    where TParticipant : class, IErasesKept
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var leads = await lease.TakeAsync(scope.ServiceProvider.GetRequiredService<TDb>(), stoppingToken);
                await (leads ? SweepAsync(scope.ServiceProvider, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, typeof(TDb).Name, e.GetType().Name);
            }
        }
    }

    private static async Task SweepAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<TDb>();
        var now = db.Now;
        var people = await db.Set<KeptDatum>().AsNoTracking().Where(k => k.DueAt <= now)
            .Select(k => k.SubjectId).Distinct().OrderBy(s => s).Take(AtOnce).ToListAsync(ct);
        if (people.Count == 0)
        {
            return;
        }

        var one = await OneAsync(db, people, ct);
        SubjectId[] everybody = [.. one.SelectMany(others => others).Distinct()];
        var claims = services.GetRequiredService<StandingClaims>();
        var needed = (await claims.RequestedAsync(db.Room, everybody, [], ct)).People
            .Union((await claims.ClaimedAsync(db.Room, everybody, [], ct)).People).ToHashSet();
        var participant = services.GetRequiredService<TParticipant>();

        // Through the gate of erasures: nothing else is written meanwhile, and no byte stays behind.
        await db.EraseAsync(
            [],
            0,
            async token =>
            {
                needed.UnionWith(await StandingClaims.KnownHereAsync(db, everybody, token));
                foreach (var person in people)
                {
                    await SettleAsync(db, participant, person, one[person].Any(needed.Contains), token);
                }
            },
            ct);
    }

    // What a request kept lies under every id that was one person's then: who needs one of them needs them all.
    private static async Task<ILookup<SubjectId, SubjectId>> OneAsync(TDb db, List<SubjectId> people, CancellationToken ct)
    {
        var kept = db.Set<KeptDatum>().AsNoTracking();
        var pairs = await kept.Where(k => people.Contains(k.SubjectId))
            .Join(kept, k => k.RequestId, k => k.RequestId, (k, other) => new { k.SubjectId, Other = other.SubjectId }).Distinct().ToListAsync(ct);
        return pairs.ToLookup(p => p.SubjectId, p => p.Other);
    }

    private static async Task SettleAsync(TDb db, TParticipant participant, SubjectId person, bool needed, CancellationToken ct)
    {
        var now = db.Now;
        var rows = await db.Set<KeptDatum>().Where(k => k.SubjectId == person).ToListAsync(ct);
        var ended = rows.FindAll(k => k.DueAt <= now);
        if (needed)
        {
            ended.ForEach(k => k.DueAt = now + Later);
            return;
        }

        string[] still = [.. rows.Except(ended).Select(k => k.DataClass).Distinct()];
        string[] going = [.. ended.Select(k => k.DataClass).Distinct().Except(still)];
        if (going.Length > 0)
        {
            var isErased = await db.Tombstones.AnyAsync(t => t.SubjectId == person, ct);
            await participant.EraseKeptAsync(new EndedKeeping(person, going, still, isErased), ct);
        }

        db.Set<KeptDatum>().RemoveRange(ended);
        ended.Select(k => k.RequestId).Distinct().ToList().ForEach(request => db.Audit("system", "kept.erased", person, request));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What {Context} kept until a day was not erased ({Error}); it is looked at again")]
        public static partial void Failed(ILogger logger, string context, string error);
    }
}
