namespace Gdpr.BreachNotification.Domain;

/// <summary>The clock of which people are reminded in a state of the file.</summary>
internal sealed record RunningClock(string Name, DateTimeOffset Start, DateTimeOffset DueAt)
{
    public static RunningClock? Of(Breach breach) => breach.State switch
    {
        BreachState.Aware when breach.AuthorityClock()?.DueAt is { } due => new RunningClock(Reminder.Authority, breach.AwareAt!.Value, due),
        BreachState.Notified when breach.ComplementedAt is null && breach.ComplementClock()?.DueAt is { } due =>
            new RunningClock(Reminder.Complement, breach.ComplementSince!.Value, due),
        _ => null,
    };
}
