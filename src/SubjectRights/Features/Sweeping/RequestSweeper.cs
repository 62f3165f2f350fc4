using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// Wakes requests whose stored due time has passed, and ends the keys of cases that are over. A second replica waking
/// the same request is harmless: the saga asks only targets that are really overdue.
/// </summary>
internal sealed partial class RequestSweeper(IServiceScopeFactory scopes, GdprSettings settings, TimeProvider clock, ILogger<RequestSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Dictionary<Guid, DateTimeOffset> _woken = [];
    private DateTimeOffset _forgetAt;

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
            .Where(r => r.NextDueAt <= now).OrderBy(r => r.NextDueAt).Take(500).Select(r => new { Id = r.CorrelationId, r.TraceParent }).ToListAsync(ct);
        foreach (var request in due.Where(r => !_woken.TryGetValue(r.Id, out var last) || last + Patience < now))
        {
            _woken[request.Id] = now;
            db.ContinueTrace(request.TraceParent);
            db.Send(ParticipationEndpoints.Saga, new RequestDue(request.Id));
        }

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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of requests failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
