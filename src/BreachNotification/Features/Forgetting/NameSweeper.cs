using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Forgetting;

/// <summary>
/// Takes names out of files whose retention has ended (Art. 5(1)(e)). A claim, an open request or a restriction about the
/// person or the file puts it off, and without an answer from Governance and SubjectRights nobody is forgotten.
/// </summary>
internal sealed partial class NameSweeper(
    IServiceScopeFactory scopes, SchemaReady<BreachNotificationDbContext> schema, RoomLease lease, TimeProvider clock, ILogger<NameSweeper> log) : BackgroundService
{
    private const int AtOnce = 500;
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
                var leads = await lease.TakeAsync(scope.ServiceProvider.GetRequiredService<BreachNotificationDbContext>(), stoppingToken);
                await (leads ? SweepAsync(scope.ServiceProvider, stoppingToken) : Task.CompletedTask);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private static async Task SweepAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<BreachNotificationDbContext>();
        var ended = await EndedAsync(db, ct);
        if (ended.Count == 0)
        {
            return;
        }

        var claims = services.GetRequiredService<StandingClaims>();
        var people = ended.Select(s => s.SubjectId).Distinct().ToList();
        var (claimed, files) = await claims.ClaimedAsync(db.Room, people, [.. ended.SelectMany(s => new[] { s.Id, s.BreachId }).Distinct()], ct);
        var needed = (await claims.RequestedAsync(db.Room, people, [], ct)).People.Union(claimed).ToHashSet();
        var later = ended.Where(s => needed.Contains(s.SubjectId) || files.Contains(s.Id) || files.Contains(s.BreachId)).Select(s => s.Id).ToList();
        await db.EraseAsync(
            [],
            0,
            async token =>
            {
                var held = await StandingClaims.KnownHereAsync(db, people, token);
                var gone = ended.FindAll(s => !later.Contains(s.Id) && !held.Contains(s.SubjectId));
                var (ids, next) = (gone.ConvertAll(s => s.Id), db.Now + Later);
                await db.Subjects.Where(s => later.Contains(s.Id)).ExecuteUpdateAsync(s => s.SetProperty(n => n.LookAgainAt, next), token);
                await db.Subjects.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(token);
                gone.ForEach(s => db.Audit("system", "breach.name.erased", s.SubjectId, s.BreachId));
            },
            ct);
    }

    // The last day ends where the breach was.
    private static async Task<List<NamedSubject>> EndedAsync(BreachNotificationDbContext db, CancellationToken ct)
    {
        var (now, day) = (db.Now, DateOnly.FromDateTime(db.Now.UtcDateTime));
        var last = await db.Subjects.AsNoTracking()
            .Where(s => s.LookAgainAt == null || s.LookAgainAt <= now)
            .Where(s => !db.Holds.Any(h => h.SubjectId == s.SubjectId && (h.Until == null || h.Until > now)) && !db.Restrictions.Any(r => r.SubjectId == s.SubjectId))
            .Join(db.Breaches.Where(b => b.KeepUntil <= day), s => s.BreachId, b => b.Id, (s, b) => new { Named = s, b.Country, b.KeepUntil })
            .OrderBy(s => s.KeepUntil).ThenBy(s => s.Named.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        return [.. last.Where(s => s.KeepUntil < Jurisdiction.Of(s.Country).DateOf(now)).Select(s => s.Named)];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Names whose file has ended were not erased ({Error}); they are looked at again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
