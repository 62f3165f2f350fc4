using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Marketing;

/// <summary>When and how often consumers may be called: weekdays that are no holidays, in their own time (C. conso D223-9).</summary>
internal static class CallHours
{
    private static readonly (TimeOnly From, TimeOnly Until)[] Windows = [(new(10, 0), new(13, 0)), (new(14, 0), new(20, 0))];

    internal static string? Fault(Stated stated)
    {
        if (stated is not { IsConsumer: true, Channel: MarketingChannel.PhoneLive })
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(stated.Question.At, Zone(stated)).DateTime;
        if (!IsOpen(stated, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) && !MayCallAnyTime(stated))
        {
            return "OUT_OF_HOURS";
        }

        return stated.Question.AttemptsLast30Days >= stated.Number("phone.attemptsIn30Days") ? "FREQUENCY" : null;
    }

    private static bool IsOpen(Stated stated, DateOnly day, TimeOnly time) =>
        stated.Place.IsWorkingDay(day, HolidayScope.National) && Array.Exists(Windows, w => time >= w.From && time < w.Until);

    // Only what the person expressly agreed to, and what can be proved.
    private static bool MayCallAnyTime(Stated stated) => stated.Question.Consent?.OutOfHours == true && StatedConsent.Judge(stated) == "CONSENT";

    private static TimeZoneInfo Zone(Stated stated)
    {
        if (stated.Question.ConsumerTimeZone is not { Length: > 0 } name)
        {
            return stated.Place.TimeZone;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new RuleViolation(MarketingErrors.TimeZoneUnknown);
    }
}
