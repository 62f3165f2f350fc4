using System.Globalization;
using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Marketing;

/// <summary>When and how often a consumer may be called (C. conso D223-9), and how long a call-back may wait.</summary>
internal static class CallConduct
{
    private const string Expired = "CALLBACK_EXPIRED";

    internal static string? Hours(MarketingCase c)
    {
        if (!c.LiveCall || !c.Consumer || c.Consent is { OutOfHours: true, Proof: true } && c.Given)
        {
            return null;
        }

        var there = c.ThereNow;
        return IsWorkingDay(c, DateOnly.FromDateTime(there)) && InWindow(c.Text("phone.windows"), TimeOnly.FromDateTime(there)) ? null : "OUT_OF_HOURS";
    }

    internal static string? Frequency(MarketingCase c) =>
        c.LiveCall && c.Consumer && c.Q.AttemptsLast30Days >= c.Number("phone.maxAttempts") ? "FREQUENCY" : null;

    /// <summary>Nothing while the call the person asked for is still in time; the day of the request is not counted.</summary>
    internal static string? Callback(MarketingCase c)
    {
        var asked = c.CallbackAsked!.Value;
        if (asked.Earliest > c.Q.At)
        {
            return Expired;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asked.Earliest, c.Zone).DateTime);
        for (var left = c.Number("callback.workingDays"); left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(c, day) ? 1 : 0;
        }

        return DateOnly.FromDateTime(c.ThereNow) <= day ? null : Expired;
    }

    // Regional holidays are not those of C. trav. L3133-1, to which D223-9 refers.
    private static bool IsWorkingDay(MarketingCase c, DateOnly day) => c.Place.IsWorkingDay(day, HolidayScope.National);

    private static bool InWindow(string windows, TimeOnly time) => windows.Split(' ').Any(window =>
    {
        var ends = window.Split('-');
        return time >= TimeOnly.Parse(ends[0], CultureInfo.InvariantCulture) && time < TimeOnly.Parse(ends[1], CultureInfo.InvariantCulture);
    });
}
