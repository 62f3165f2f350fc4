using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Reminding;

/// <summary>
/// Sends the reminders whose stored time has come, each with its mail in one transaction, and takes names out of files
/// whose retention has ended. A process that was away finds everything in the rows.
/// </summary>
internal sealed partial class ReminderSweeper(
    IServiceScopeFactory scopes, SchemaReady<BreachNotificationDbContext> schema, ReminderSettings settings, TimeProvider clock,
    ILogger<ReminderSweeper> log) : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.GetType().Name);
            }
        }
    }

    private async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BreachNotificationDbContext>();
        await ForgetAsync(db, ct);
        var reachable = settings.Roles.Where(r => !string.IsNullOrWhiteSpace(r.Value)).Select(r => r.Key).ToList();
        return await db.InTransactionAsync(token => SendAsync(db, reachable, token), ct);
    }

    private async Task<int> SendAsync(BreachNotificationDbContext db, List<string> reachable, CancellationToken ct)
    {
        var now = db.Now;
        var due = await db.Reminders
            .Where(r => r.SentAt == null && r.CancelledAt == null && r.DueAt <= now && reachable.Contains(r.Role))
            .OrderBy(r => r.DueAt).ThenBy(r => r.Id)
            .Take(Batch)
            .ToListAsync(ct);
        var ids = due.Select(r => r.BreachId).Distinct().ToList();
        var breaches = await db.Breaches.AsNoTracking().Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        foreach (var reminder in due)
        {
            Send(db, breaches[reminder.BreachId], reminder, now);
        }

        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    private void Send(BreachNotificationDbContext db, Breach breach, Reminder reminder, DateTimeOffset now)
    {
        // A step that stopped the clock at the same moment may have missed a row of the daily chain.
        if (RunningClock.Of(breach) is not { } running || running.Name != reminder.Clock || reminder.Round != breach.ReminderRound)
        {
            reminder.CancelledAt = now;
            return;
        }

        reminder.SentAt = now;
        db.Mails.Add(ReminderMail.Of(db.NewId(), breach, running, reminder, settings.Roles[reminder.Role]!, now));
        if (ReminderPlan.After(reminder.Step, reminder.DueAt) is { } next)
        {
            db.Reminders.Add(db.NewReminder(breach.Id, reminder.Clock, reminder.Round, next, reminder.Role));
        }
    }

    // The last day ends where the breach was; and nobody is forgotten while a request about them is open or processing is
    // restricted to storage.
    private static async Task ForgetAsync(BreachNotificationDbContext db, CancellationToken ct)
    {
        var (now, day) = (db.Now, DateOnly.FromDateTime(db.Now.UtcDateTime));
        var last = await Free(db, now)
            .Join(db.Breaches.Where(b => b.KeepUntil <= day), s => s.BreachId, b => b.Id, (s, b) => new { s.Id, b.Country, b.KeepUntil })
            .OrderBy(s => s.KeepUntil).ThenBy(s => s.Id)
            .Take(500)
            .ToListAsync(ct);
        var ended = last.Where(s => s.KeepUntil < Jurisdiction.Of(s.Country).DateOf(now)).Select(s => s.Id).ToList();
        if (ended.Count > 0)
        {
            await db.EraseAsync([], 0, token => Free(db, now).Where(s => ended.Contains(s.Id)).ExecuteDeleteAsync(token), ct);
        }
    }

    private static IQueryable<NamedSubject> Free(BreachNotificationDbContext db, DateTimeOffset now) => db.Subjects.Where(s =>
        !db.Holds.Any(h => h.SubjectId == s.SubjectId && (h.Until == null || h.Until > now)) && !db.Restrictions.Any(r => r.SubjectId == s.SubjectId));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of reminders failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
