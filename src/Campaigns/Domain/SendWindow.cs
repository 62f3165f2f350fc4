namespace Gdpr.Campaigns.Domain;

/// <summary>The hours in which a campaign sends, in the controller's time.</summary>
internal readonly record struct SendWindow(TimeOnly? From, TimeOnly? Until, bool WorkingDaysOnly)
{
    public bool IsOpen(DateTime local) =>
        !(WorkingDaysOnly && local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) && IsOpen(TimeOnly.FromDateTime(local));

    // IsBetween knows windows over midnight.
    private bool IsOpen(TimeOnly time) => From is not { } from || Until is not { } until || time.IsBetween(from, until);
}
