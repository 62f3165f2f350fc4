using Gdpr.Kernel.Deadlines;

namespace Gdpr.SubjectRights.Domain;

/// <summary>How much of a request's time has gone; the time during which an accepted pause stood does not count.</summary>
internal readonly record struct WarningClock(DateTimeOffset ReceivedAt, DateTimeOffset DueAt, TimeSpan Stood)
{
    /// <summary>None while the clock stands: there is no due date then.</summary>
    public static WarningClock? Of(DateTimeOffset receivedAt, DateTimeOffset? pausedFrom, DateTimeOffset? pausedUntil, DeadlineAnswer clock)
    {
        if (clock.DueAt is not { } due)
        {
            return null;
        }

        var stood = clock.PauseAccepted is true && pausedFrom is { } from && pausedUntil is { } until && until > receivedAt
            ? until - (from > receivedAt ? from : receivedAt)
            : TimeSpan.Zero;
        return new WarningClock(receivedAt, due, stood);
    }

    /// <summary>Every level that has passed, the lowest first.</summary>
    public IReadOnlyList<string> Passed(DateTimeOffset now)
    {
        var (gone, whole) = (now - ReceivedAt - Stood, DueAt - ReceivedAt - Stood);
        var due = DueAt;
        return [.. WarningLevels.OfTime.Where(l => l.Percent == 100 ? now > due : gone.Ticks >= whole.Ticks / 100 * l.Percent).Select(l => l.Level)];
    }
}
