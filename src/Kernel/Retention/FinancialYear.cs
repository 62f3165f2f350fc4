using System.Globalization;

namespace Gdpr.Kernel.Retention;

/// <summary>The day on which a company closes its books each year: periods of accounting records begin there (C. com. L123-22).</summary>
public readonly record struct FinancialYear(int Month, int Day)
{
    public static readonly FinancialYear Calendar = new(12, 31);

    private static readonly RuleError Invalid = new("FINANCIAL_YEAR_END_INVALID", "The end of the financial year is written MM-dd, e.g. 06-30.", 500);

    /// <summary>Reads <c>MM-dd</c>; 02-29 is the last day of February in every year.</summary>
    public static FinancialYear Parse(string text) =>
        DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new FinancialYear(day.Month, day.Day)
            : throw new RuleViolation(Invalid);

    /// <summary>The closing of the year in which a day lies.</summary>
    public DateOnly ClosingOf(DateOnly day) => day <= EndIn(day.Year) ? EndIn(day.Year) : EndIn(day.Year + 1);

    private DateOnly EndIn(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}
