using System.Globalization;

namespace Gdpr.BreachNotification.Domain;

/// <summary>Who is reminded, and how many hours after a clock started.</summary>
/// <param name="Roles">Address by role; a role without address keeps its reminders until it has one.</param>
internal sealed record ReminderSettings(IReadOnlyList<int> Hours, IReadOnlyDictionary<string, string?> Roles);

/// <summary>One step at which everybody on the list is reminded.</summary>
internal sealed record ReminderStep(string Name, DateTimeOffset DueAt);

/// <summary>When people are reminded of a clock: at its start, on the way, when it ends, then daily until somebody acts.</summary>
internal static class ReminderPlan
{
    private const string Due = "due";
    private const string Overdue = "overdue-";
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>The steps known today. What lies behind is not sent in a heap: the start says how late it is.</summary>
    public static IEnumerable<ReminderStep> Of(DateTimeOffset start, DateTimeOffset due, DateTimeOffset now, IReadOnlyList<int> hours)
    {
        yield return new ReminderStep("start", now);
        foreach (var hour in hours.Where(h => start.AddHours(h) > now && start.AddHours(h) < due).Distinct().Order())
        {
            yield return new ReminderStep(string.Create(CultureInfo.InvariantCulture, $"h{hour}"), start.AddHours(hour));
        }

        if (due > now)
        {
            yield return new ReminderStep(Due, due);
        }
        else
        {
            var days = (int)((now - due) / Daily) + 1;
            yield return Late(days, due + (days * Daily));
        }
    }

    /// <summary>What follows a step by itself: the day after the end, and every day after that.</summary>
    public static ReminderStep? After(string step, DateTimeOffset dueAt) =>
        step == Due ? Late(1, dueAt + Daily)
        : step.StartsWith(Overdue, StringComparison.Ordinal) ? Late(Days(step) + 1, dueAt + Daily)
        : null;

    private static ReminderStep Late(int days, DateTimeOffset at) => new(string.Create(CultureInfo.InvariantCulture, $"{Overdue}{days}"), at);

    private static int Days(string step) => int.Parse(step.AsSpan(Overdue.Length), CultureInfo.InvariantCulture);
}
