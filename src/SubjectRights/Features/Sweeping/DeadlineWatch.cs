using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>
/// Warns the DPO at 50, 75 and 90 % of a request's time and when it is over: each level once, the row and its mail in one
/// commit. Levels that passed while nobody looked leave in one mail, that of the highest.
/// </summary>
internal sealed partial class DeadlineWatch(
    IServiceScopeFactory scopes, RoomLease lease, WarningSettings settings, GdprSettings gdpr, TimeProvider clock, ILogger<DeadlineWatch> log) : BackgroundService
{
    private const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        for (var last = Guid.Empty; ;)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SubjectRightsDbContext>();
            if (!await lease.TakeAsync(db, ct))
            {
                return;
            }

            var rows = await RunningAsync(db, last, ct);
            var ids = rows.Select(r => r.CorrelationId).ToList();
            var said = (await db.Warnings.AsNoTracking().Where(w => ids.Contains(w.RequestId)).ToListAsync(ct)).ToLookup(w => w.RequestId, w => w.Level);
            foreach (var row in rows)
            {
                await WarnAsync(db, row, [.. said[row.CorrelationId]], ct);
            }

            if (rows.Count < Batch)
            {
                return;
            }

            last = rows[^1].CorrelationId;
        }
    }

    private static Task<List<SubjectRequest>> RunningAsync(SubjectRightsDbContext db, Guid last, CancellationToken ct) =>
        db.Requests.IgnoreAutoIncludes().AsNoTracking()
            .Where(r => RequestStates.Open.Contains(r.CurrentState) && (r.ExtendedDueAt ?? r.DueAt) != null && r.CorrelationId > last)
            .Where(r => r.CameBackAt == null)
            .Where(r => !db.Warnings.Any(w => w.RequestId == r.CorrelationId && w.Level == WarningLevels.Overdue))
            .OrderBy(r => r.CorrelationId)
            .Take(Batch)
            .ToListAsync(ct);

    private async Task WarnAsync(SubjectRightsDbContext db, SubjectRequest row, HashSet<string> said, CancellationToken ct)
    {
        var running = WarningClock.Of(row.ReceivedAt, row.PausedFrom, row.PausedUntil, Road.ClockOf(row, row.ExtendedDueAt is not null));
        if (running is not { } time || time.Passed(db.Now).Where(l => !said.Contains(l)).ToList() is not { Count: > 0 } due)
        {
            return;
        }

        // The mail names the targets as they are now.
        var whole = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == row.CorrelationId, ct);
        try
        {
            Write(db, whole, due, time.DueAt);
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueKeys.IsTaken(e))
        {
            // Another replica was faster.
            db.ChangeTracker.Clear();
        }
    }

    private void Write(SubjectRightsDbContext db, SubjectRequest row, List<string> levels, DateTimeOffset due)
    {
        Guid? mail = null;
        if (gdpr.Controller.DpoEmail is { Length: > 0 } address)
        {
            mail = db.NewId();
            db.Mails.Add(WarningMail.Of(mail.Value, row, levels[^1], due, address, db.Now));
        }

        db.Warnings.AddRange(levels.Select(level => new DeadlineWarning
        {
            RequestId = row.CorrelationId, Level = level, At = db.Now, DueAt = due, MailId = level == levels[^1] ? mail : null,
        }));
        db.Remember(row.CorrelationId, "system", $"DPO_WARNED_{levels[^1].ToUpperInvariant()}");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The look at the deadlines failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
