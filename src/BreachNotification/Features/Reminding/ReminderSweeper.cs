using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Reminding;

/// <summary>
/// Sends the reminders whose stored time has come, each with its mail in one transaction. A process that was away finds
/// everything in the rows.
/// </summary>
internal sealed partial class ReminderSweeper(
    IServiceScopeFactory scopes, SchemaReady<BreachNotificationDbContext> schema, RoomLease lease, ReminderSettings settings, TimeProvider clock,
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
        if (!await lease.TakeAsync(db, ct))
        {
            return 0;
        }

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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep of reminders failed ({Error}); it comes again")]
        public static partial void Failed(ILogger logger, string error);
    }
}
