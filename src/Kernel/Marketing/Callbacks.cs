using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Marketing;

/// <summary>A person asked to be called back: five working days, the day of the request not counted (decree 2026-662).</summary>
internal static class Callbacks
{
    internal static bool IsAsked(Stated stated) =>
        stated.Channel == MarketingChannel.PhoneLive && stated.Question.CallbackRequestedAt is { } asked && stated.Happened(asked);

    internal static bool IsInTime(Stated stated) => IsAsked(stated) && stated.Day <= LastDay(stated, d => stated.Place.IsWorkingDay(d, HolidayScope.National));

    /// <summary>Whether holidays are working days here decides the answer.</summary>
    internal static bool HolidaysDecide(Stated stated) =>
        IsAsked(stated) && IsInTime(stated) != (stated.Day <= LastDay(stated, d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));

    private static DateOnly LastDay(Stated stated, Func<DateOnly, bool> isWorking)
    {
        var day = stated.Question.CallbackRequestedAt!.Value.DateIn(stated.Place);
        for (var left = stated.Number("callback.workingDays"); left > 0;)
        {
            day = day.AddDays(1);
            left -= isWorking(day) ? 1 : 0;
        }

        return day;
    }
}
