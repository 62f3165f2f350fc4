using System.Globalization;

namespace Gdpr.Kernel.Calendars;

/// <summary>
/// A row of the holiday table: <c>MM-DD</c>, <c>easter+N</c>, <c>orthodox-easter+N</c>, <c>first-monday-MM</c>,
/// <c>last-monday-MM</c>, or <c>friday-from-MM-DD</c> (and other weekdays): the first such day on or after a date.
/// </summary>
/// <param name="InLieu">On a weekend it is followed by a free working day.</param>
internal sealed record HolidayRule(
    string On,
    string En,
    string Fr,
    int FromYear = 0,
    int UntilYear = int.MaxValue,
    bool Disputable = false,
    bool InLieu = false,
    HolidayRule.Substitute? Instead = null)
{
    /// <summary>When the day <c>When</c> falls on a given weekday, the holiday is the day <c>Use</c>.</summary>
    internal sealed record Substitute(string When, DayOfWeek Falls, string Use);

    internal Holiday? In(int year, bool regional) =>
        year < FromYear || year > UntilYear ? null : new Holiday(DateIn(year), En, Fr, regional, regional || Disputable);

    private DateOnly DateIn(int year) =>
        Instead is { } other && Day(other.When, year).DayOfWeek == other.Falls ? Day(other.Use, year) : Day(On, year);

    private static DateOnly Day(string on, int year) => on switch
    {
        _ when After(on, "easter") is { } days => EasterSunday.Of(year).AddDays(Number(days)),
        _ when After(on, "orthodox-easter") is { } days => EasterSunday.OrthodoxOf(year).AddDays(Number(days)),
        _ when After(on, "first-monday-") is { } month => From(DayOfWeek.Monday, new DateOnly(year, Number(month), 1)),
        _ when After(on, "last-monday-") is { } month =>
            From(DayOfWeek.Monday, new DateOnly(year, Number(month), 1).AddMonths(1).AddDays(-7)),
        _ when on.IndexOf("-from-", StringComparison.Ordinal) is > 0 and var at =>
            From(Enum.Parse<DayOfWeek>(on[..at], ignoreCase: true), Fixed(on[(at + "-from-".Length)..], year)),
        _ => Fixed(on, year),
    };

    private static string? After(string on, string prefix) => on.StartsWith(prefix, StringComparison.Ordinal) ? on[prefix.Length..] : null;

    private static DateOnly Fixed(string on, int year) => new(year, Number(on[..2]), Number(on[3..]));

    private static DateOnly From(DayOfWeek weekday, DateOnly day) => day.AddDays((weekday - day.DayOfWeek + 7) % 7);

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
