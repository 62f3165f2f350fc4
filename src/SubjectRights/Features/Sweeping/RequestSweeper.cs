using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// Wakes requests whose stored due time has passed, and ends the keys of cases that are over. A second replica waking
/// the same request is harmless: the saga asks only targets that are really overdue.
/// </summary>
internal sealed partial class RequestSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RequestSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<Guid, DateTimeOffset> _woken = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await SweepAsync(scope.ServiceProvider.GetRequiredService<SubjectRightsDbContext>(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task SweepAsync(SubjectRightsDbContext db, CancellationToken ct)
    {
        var now = db.Now;
        var due = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => r.NextDueAt <= now).OrderBy(r => r.NextDueAt).Take(500).Select(r => r.CorrelationId).ToListAsync(ct);
        foreach (var id in due.Where(id => !_woken.TryGetValue(id, out var last) || last + Patience < now))
        {
            _woken[id] = now;
            db.Send(ParticipationEndpoints.Saga, new RequestDue(id));
        }

        var over = await db.CaseFiles.Where(c => c.KeyEndsAt <= now && c.WrappedKey != null).OrderBy(c => c.KeyEndsAt).Take(100).ToListAsync(ct);
        foreach (var file in over)
        {
            (file.WrappedKey, file.Box) = (null, null);
            db.Files.RemoveRange(await db.Files.Where(f => f.RequestId == file.RequestId).ToListAsync(ct));
            foreach (var said in await db.History.Where(h => h.RequestId == file.RequestId && h.Reason != null).ToListAsync(ct))
            {
                said.Reason = null;
            }

            db.Messages.RemoveRange(await db.Messages.Where(m => m.RequestId == file.RequestId).ToListAsync(ct));
            db.Remember(file.RequestId, "system", "CASE_KEY_DESTROYED");
        }

        await db.SaveChangesAsync(ct);
        foreach (var id in _woken.Where(w => w.Value + Patience < now).Select(w => w.Key).ToList())
        {
            _woken.Remove(id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of requests failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
