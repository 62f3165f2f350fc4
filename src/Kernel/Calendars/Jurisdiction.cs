using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Calendars;

/// <summary>A place in whose local time and by whose public holidays a period ends (Reg. 1182/71 Arts. 2 and 3).</summary>
public sealed class Jurisdiction
{
    private static readonly RuleError Unknown = new("COUNTRY_UNKNOWN", "No calendar is known for this country or region.", 422);
    private static readonly FrozenDictionary<string, Jurisdiction> ByCode = JurisdictionTable.Load();

    private readonly IReadOnlyList<(HolidayRule Rule, bool Regional)> rules;
    private readonly ConcurrentDictionary<int, FrozenDictionary<DateOnly, Holiday>> years = new();

    internal Jurisdiction(string code, JurisdictionRow row, TimeZoneInfo timeZone, IReadOnlyList<(HolidayRule Rule, bool Regional)> rules)
    {
        (Code, TimeZone, Source, Verified, Confidence, this.rules) = (code, timeZone, row.Source, row.Verified, row.Confidence, rules);
    }

    /// <summary>Every code by which a place may be named.</summary>
    public static IReadOnlyCollection<string> KnownCodes => ByCode.Keys;

    /// <summary>ISO 3166-1, or <c>FR-</c> and the number of the département.</summary>
    public string Code { get; }

    public TimeZoneInfo TimeZone { get; }

    public string Source { get; }

    /// <summary>Whether somebody compared the holiday list with the one in the Official Journal and signed it.</summary>
    public bool Verified { get; }

    /// <summary>How sure the list is until then.</summary>
    public SourceConfidence Confidence { get; }

    public static Jurisdiction Of(string? code) => TryFind(code, out var found) ? found : throw new RuleViolation(Unknown);

    public static bool TryFind(string? code, [NotNullWhen(true)] out Jurisdiction? found) =>
        ByCode.TryGetValue(code?.Trim() ?? "", out found);

    public DateTimeOffset LocalTime(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZone);

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTime(instant).DateTime);

    /// <summary>The last second of a day, in the offset of that day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => At(day.ToDateTime(new TimeOnly(23, 59, 59)));

    /// <summary>A wall-clock time as an instant: the earlier one where it exists twice, moved forward where it does not exist.</summary>
    public DateTimeOffset At(DateTime local)
    {
        var offset = TimeZone.IsAmbiguousTime(local) ? TimeZone.GetAmbiguousTimeOffsets(local).Max() : TimeZone.GetUtcOffset(local);
        return LocalTime(new DateTimeOffset(local, offset));
    }

    public Holiday? HolidayOn(DateOnly day, HolidayScope scope = HolidayScope.All) =>
        years.GetOrAdd(day.Year, HolidaysOf).GetValueOrDefault(day) is { } holiday && Counts(holiday, scope) ? holiday : null;

    public bool IsWorkingDay(DateOnly day, HolidayScope scope = HolidayScope.All) =>
        !IsWeekend(day) && HolidayOn(day, scope) is null;

    /// <summary>The day itself if it is a working day, else the next one (Reg. 1182/71 Art. 3(4)).</summary>
    public DateOnly WorkingDayFrom(DateOnly day, HolidayScope scope = HolidayScope.All)
    {
        while (!IsWorkingDay(day, scope))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static bool Counts(Holiday holiday, HolidayScope scope) => scope switch
    {
        HolidayScope.National => !holiday.Regional,
        HolidayScope.Undisputed => !holiday.Disputable,
        _ => true,
    };

    // Two holidays may fall on one day: the one that counts in more scopes stands for both.
    private FrozenDictionary<DateOnly, Holiday> HolidaysOf(int year)
    {
        var days = rules
            .Select(r => r.Rule.In(year, r.Regional))
            .OfType<Holiday>()
            .GroupBy(h => h.Date)
            .ToDictionary(g => g.Key, g => g.OrderBy(h => h.Regional).ThenBy(h => h.Disputable).First());
        var moved = rules.Where(r => r.Rule.InLieu).Select(r => r.Rule.In(year, r.Regional)).OfType<Holiday>();
        foreach (var holiday in moved.Where(h => IsWeekend(h.Date)).OrderBy(h => h.Date))
        {
            var day = holiday.Date;
            while (IsWeekend(day) || days.ContainsKey(day))
            {
                day = day.AddDays(1);
            }

            days[day] = holiday with { Date = day };
        }

        return days.ToFrozenDictionary();
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
