using System.Globalization;

namespace Gdpr.Kernel.Calendars;

/// <summary>A row of the holiday table: <c>MM-DD</c>, <c>easter+N</c>, <c>first-monday-MM</c> or <c>last-monday-MM</c>.</summary>
internal sealed record HolidayRule(
    string On, string En, string Fr, int FromYear = 0, bool Disputable = false, HolidayRule.Substitute? Instead = null)
{
    /// <summary>When the day <c>When</c> falls on a given weekday, the holiday is the day <c>Use</c>.</summary>
    internal sealed record Substitute(string When, DayOfWeek Falls, string Use);

    internal Holiday? In(int year, bool regional) =>
        year < FromYear ? null : new Holiday(DateIn(year), En, Fr, regional, regional || Disputable);

    private DateOnly DateIn(int year) =>
        Instead is { } other && Day(other.When, year).DayOfWeek == other.Falls ? Day(other.Use, year) : Day(On, year);

    private static DateOnly Day(string on, int year) => on switch
    {
        _ when on.StartsWith("easter", StringComparison.Ordinal) => EasterSunday.Of(year).AddDays(Number(on["easter".Length..])),
        _ when on.StartsWith("first-monday-", StringComparison.Ordinal) => MondayFrom(new DateOnly(year, Number(on[^2..]), 1)),
        _ when on.StartsWith("last-monday-", StringComparison.Ordinal) =>
            MondayFrom(new DateOnly(year, Number(on[^2..]), 1).AddMonths(1).AddDays(-7)),
        _ => new DateOnly(year, Number(on[..2]), Number(on[3..])),
    };

    private static DateOnly MondayFrom(DateOnly day) => day.AddDays((DayOfWeek.Monday - day.DayOfWeek + 7) % 7);

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
