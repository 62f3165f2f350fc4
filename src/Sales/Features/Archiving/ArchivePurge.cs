using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Sales.Matching;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Archiving;

/// <summary>
/// Erases what the archive keeps when its period ends, by itself (Art. 5(1)(e)). Due rows are leased, so several
/// instances share them; a claim or an open request about the person puts the end off, and without an answer from
/// Governance and SubjectRights nothing is destroyed.
/// </summary>
internal sealed partial class ArchivePurge(
    IServiceScopeFactory scopes, SchemaReady<SalesDbContext> schema, GdprSettings settings, TimeProvider clock, ILogger<ArchivePurge> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
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
                await SweepAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task SweepAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<SalesDbContext>();
        var now = db.Now;
        var due = await db.Archive.AsNoTracking()
            .Where(a => a.DueAt <= now && (a.LeasedUntil == null || a.LeasedUntil <= now))
            .OrderBy(a => a.DueAt)
            .Take(200)
            .ToListAsync(ct);
        var mine = new List<ArchivedRecord>();
        foreach (var record in due)
        {
            if (await LeaseAsync(db, record, ct))
            {
                mine.Add(record);
            }
        }

        if (mine.Count > 0)
        {
            var asked = await services.GetRequiredService<OpenRequests>().AskAsync(mine, ct);
            await SettleAsync(db, services.GetRequiredService<Litigation>(), mine, asked, ct);
        }
    }

    private static async Task<bool> LeaseAsync(SalesDbContext db, ArchivedRecord record, CancellationToken ct)
    {
        var until = db.Now + Lease;
        return await db.WriteAsync(
            () => db.Archive.Where(a => a.Id == record.Id && a.Version == record.Version).ExecuteUpdateAsync(
                s => s.SetProperty(a => a.LeasedUntil, until).SetProperty(a => a.Version, record.Version + 1), ct),
            ct) == 1;
    }

    private async Task SettleAsync(
        SalesDbContext db, Litigation litigation, List<ArchivedRecord> mine, IReadOnlySet<Guid> claimed, CancellationToken ct)
    {
        var one = await OneAsync(db, mine, ct);
        var people = one.SelectMany(ids => ids.Value).Distinct().ToList();
        var records = mine.Select(a => a.RecordId).Distinct().ToList();
        var asked = await litigation.AskAsync(people, records, ct);

        // Through the gate of erasures: nothing else is written meanwhile, and no byte stays behind.
        await db.EraseAsync(
            [],
            0,
            async token =>
            {
                var today = settings.Controller.DayOf(db.Now);
                var holds = asked.Concat(await db.StandingAsync(people, records, token)).ToList();
                var requested = await db.Holds.Where(h => people.Contains(h.SubjectId) && (h.Until == null || h.Until > db.Now)).Select(h => h.SubjectId)
                    .Union(db.Restrictions.Where(r => people.Contains(r.SubjectId)).Select(r => r.SubjectId)).ToListAsync(token);
                var gone = new List<ArchivedRecord>();
                foreach (var record in mine)
                {
                    if (NextLook(record, holds.Of(one[record.SubjectId], record.RecordId), one[record.SubjectId].Any(requested.Contains) || claimed.Contains(record.Id), today, db.Now) is { } next)
                    {
                        await PutOffAsync(db, record.Id, next, token);
                    }
                    else
                    {
                        gone.Add(record);
                        db.Audit("system", "archive.purged", record.SubjectId, record.Id);
                    }
                }

                await db.DeleteArchivedAsync([.. gone.Select(a => a.Id)], token);
                await db.ForgetMergesOfNothingAsync([.. gone.Select(a => a.SubjectId).Distinct()], token);
            },
            ct);
    }

    // A claim or a request against a customer is one against all their ids.
    private static async Task<Dictionary<SubjectId, IReadOnlyList<SubjectId>>> OneAsync(SalesDbContext db, List<ArchivedRecord> mine, CancellationToken ct)
    {
        var one = new Dictionary<SubjectId, IReadOnlyList<SubjectId>>();
        foreach (var owner in mine.Select(a => a.SubjectId).Distinct())
        {
            one[owner] = await db.IdsOfAsync(owner, ct);
        }

        return one;
    }

    /// <summary>When a record is looked at again; null when nothing keeps it any more.</summary>
    private DateTimeOffset? NextLook(ArchivedRecord record, StandingHold? hold, bool requested, DateOnly today, DateTimeOffset now) =>
        record.Runs(today) ? (record.KeepUntil is { } until ? settings.Controller.AfterLast(until) : DateTimeOffset.MaxValue)
        : hold is not null ? (hold.ReviewDate > today ? settings.Controller.StartOf(hold.ReviewDate) : now + TimeSpan.FromDays(1))
        : requested ? now + Later
        : null;

    private static Task<int> PutOffAsync(SalesDbContext db, Guid id, DateTimeOffset next, CancellationToken ct) =>
        db.Archive.Where(a => a.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.DueAt, next).SetProperty(a => a.LeasedUntil, (DateTimeOffset?)null).SetProperty(a => a.Version, a => a.Version + 1), ct);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The archive was not purged ({Error}); its records are looked at again when their lease has passed")]
        public static partial void Failed(ILogger logger, string error);
    }
}
