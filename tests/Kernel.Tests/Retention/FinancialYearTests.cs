using Gdpr.Kernel.Retention;

namespace Gdpr.Kernel.Tests.Retention;

public sealed class FinancialYearTests
{
    [Theory]
    [InlineData("12-31", "2024-01-01", "2024-12-31")]
    [InlineData("12-31", "2024-12-31", "2024-12-31")]
    [InlineData("06-30", "2024-06-30", "2024-06-30")]
    [InlineData("06-30", "2024-07-01", "2025-06-30")]
    [InlineData("02-29", "2023-03-01", "2024-02-29")]
    [InlineData("02-29", "2024-03-01", "2025-02-28")]
    [InlineData("02-28", "2024-02-29", "2025-02-28")]
    public void A_day_belongs_to_the_year_that_closes_on_it_or_next(string end, string day, string closing) =>
        Assert.Equal(DateOnly.Parse(closing), FinancialYear.Parse(end).ClosingOf(DateOnly.Parse(day)));

    [Theory]
    [InlineData("31-12")]
    [InlineData("02-30")]
    [InlineData("June")]
    public void A_day_that_no_year_has_is_refused(string end) =>
        Assert.Equal("FINANCIAL_YEAR_END_INVALID", Assert.Throws<RuleViolation>(() => FinancialYear.Parse(end)).Error.Code);

    [Fact]
    public void A_period_that_has_not_begun_has_no_end_and_allows_to_keep() =>
        Assert.Equal(new RetentionAnswer(null, true), RetentionPeriods.Of("CONTRACT_B2B").Judge(null, new DateOnly(2026, 11, 23)));

    [Fact]
    public void The_row_in_force_on_the_day_decides_and_before_the_first_row_the_first_one() =>
        Assert.Equal(RetentionPeriods.Of("COOKIE_CHOICE"), RetentionPeriods.Of("COOKIE_CHOICE", new DateOnly(2019, 1, 1)));
}
