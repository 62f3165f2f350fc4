using Gdpr.BreachNotification.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data;

/// <summary>Planning reminders and taking them back, in the transaction of the step that starts or stops a clock.</summary>
internal static class ReminderWrites
{
    /// <summary>Plans anew when a step started, stopped or moved the clock of which people are reminded; otherwise changes nothing.</summary>
    public static async Task FollowAsync(
        this BreachNotificationDbContext db, Breach breach, RunningClock? before, ReminderSettings settings, CancellationToken ct)
    {
        var running = RunningClock.Of(breach);
        if (running == before)
        {
            return;
        }

        await db.CancelAsync(breach.Id, ct);
        if (running is null)
        {
            return;
        }

        var round = breach.PlanReminders();
        foreach (var step in ReminderPlan.Of(running.Start, running.DueAt, db.Now, settings.Hours))
        {
            db.Reminders.AddRange(settings.Roles.Keys.Select(role => db.NewReminder(breach.Id, running.Name, round, step, role)));
        }
    }

    public static Reminder NewReminder(this BreachNotificationDbContext db, Guid breachId, string clock, int round, ReminderStep step, string role) => new()
    {
        Id = db.NewId(),
        BreachId = breachId,
        Clock = clock,
        Round = round,
        Step = step.Name,
        Role = role,
        DueAt = step.DueAt,
    };

    // One statement: it neither meets nor blocks a reminder that leaves at this moment.
    private static Task CancelAsync(this BreachNotificationDbContext db, Guid breachId, CancellationToken ct)
    {
        var now = db.Now;
        return db.Reminders.Where(r => r.BreachId == breachId && r.SentAt == null && r.CancelledAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.CancelledAt, now).SetProperty(r => r.Version, r => r.Version + 1), ct);
    }
}
