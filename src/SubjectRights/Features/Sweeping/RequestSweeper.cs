using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// Wakes requests whose stored due time has passed, and ends the keys of cases that are over. A second replica waking
/// the same request is harmless: the saga asks only targets that are really overdue.
/// </summary>
internal sealed partial class RequestSweeper(IServiceScopeFactory scopes, RoomLease lease, GdprSettings settings, TimeProvider clock, ILogger<RequestSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookForStuckEvery = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Guid, DateTimeOffset> _woken = [];
    private DateTimeOffset _forgetAt;
    private DateTimeOffset _looked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<SubjectRightsDbContext>();
                await (await lease.TakeAsync(db, stoppingToken) ? SweepAsync(db, stoppingToken) : Task.CompletedTask);
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
            .Where(r => r.NextDueAt <= now).OrderBy(r => r.NextDueAt).Take(500).Select(r => new { Id = r.CorrelationId, r.TraceParent }).ToListAsync(ct);
        foreach (var request in due.Where(r => !_woken.TryGetValue(r.Id, out var last) || last + Patience < now))
        {
            _woken[request.Id] = now;
            db.ContinueTrace(request.TraceParent);
            db.Send(ParticipationEndpoints.Saga, new RequestDue(request.Id));
        }

        await WakeStuckAsync(db, now, ct);
        await CaseEnds.SweepAsync(db, ct);
        await db.SaveChangesAsync(ct);
        if (_forgetAt <= now)
        {
            _forgetAt = now + Hour;
            await CaseEnds.ForgetAsync(db, settings, ct);
        }

        foreach (var id in _woken.Where(w => w.Value + Patience < now).Select(w => w.Key).ToList())
        {
            _woken.Remove(id);
        }
    }

    // Every state that waits for a machine has a due time. A request found without one was left by a fault: it is woken,
    // and the road asks again for whatever it waits for.
    private async Task WakeStuckAsync(SubjectRightsDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        if (now - _looked < LookForStuckEvery)
        {
            return;
        }

        _looked = now;
        var stuck = await db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => RequestStates.Machines.Contains(r.CurrentState) && r.NextDueAt == null && r.Code != TaskCodes.DelayReasonMissing).OrderBy(r => r.CorrelationId).Take(500)
            .Select(r => new { Id = r.CorrelationId, r.TraceParent }).ToListAsync(ct);
        foreach (var request in stuck)
        {
            Log.Stuck(log, request.Id);
            db.ContinueTrace(request.TraceParent);
            db.Send(ParticipationEndpoints.Saga, new RequestDue(request.Id));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "REQUEST_STUCK: request {Id} waited for nothing; it is woken")]
        public static partial void Stuck(ILogger logger, Guid id);

        [LoggerMessage(1, LogLevel.Warning, "The sweep of requests failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
