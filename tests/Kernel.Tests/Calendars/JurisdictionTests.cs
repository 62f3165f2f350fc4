using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Tests.Calendars;

public sealed class JurisdictionTests
{
    [Theory]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2028, "2028-04-16")]
    [InlineData(2038, "2038-04-25")]
    [InlineData(1954, "1954-04-18")]
    [InlineData(1981, "1981-04-19")]
    public void Easter_falls_where_the_almanac_says(int year, string date) =>
        Assert.Equal(DateOnly.Parse(date), EasterSunday.Of(year));

    [Theory]
    [InlineData("IE", "2027-02-01")]
    [InlineData("IE", "2030-02-01")]
    [InlineData("IE", "2026-10-26")]
    [InlineData("IE", "2026-05-04")]
    [InlineData("NL", "2026-04-27")]
    [InlineData("NL", "2025-04-26")]
    [InlineData("IT", "2027-10-04")]
    [InlineData("LU", "2026-05-09")]
    [InlineData("DE", "2026-04-03")]
    [InlineData("AT", "2026-06-04")]
    [InlineData("PT", "2026-06-04")]
    [InlineData("FR-971", "2026-05-27")]
    [InlineData("FR-972", "2026-05-22")]
    [InlineData("FR-973", "2026-06-10")]
    [InlineData("FR-976", "2026-04-27")]
    [InlineData("RE", "2026-12-20")]
    public void A_holiday_of_the_table_is_one(string country, string date) =>
        Assert.NotNull(Jurisdiction.Of(country).HolidayOn(DateOnly.Parse(date)));

    [Theory]
    [InlineData("IE", "2030-02-04")]
    [InlineData("IE", "2022-02-07")]
    [InlineData("NL", "2025-04-27")]
    [InlineData("IT", "2025-10-04")]
    [InlineData("FR", "2026-04-03")]
    [InlineData("FR", "2026-05-15")]
    [InlineData("FR-974", "2026-05-27")]
    public void A_day_outside_the_table_is_none(string country, string date) =>
        Assert.Null(Jurisdiction.Of(country).HolidayOn(DateOnly.Parse(date)));

    [Theory]
    [InlineData("FR-971", -4)]
    [InlineData("FR-972", -4)]
    [InlineData("FR-973", -3)]
    [InlineData("FR-974", 4)]
    [InlineData("FR-975", -2)]
    [InlineData("FR-976", 3)]
    [InlineData("PT", 1)]
    [InlineData("IE", 1)]
    public void Each_place_keeps_its_own_time(string country, int hours)
    {
        var noon = DateTimeOffset.Parse("2026-07-01T12:00:00Z");

        Assert.Equal(TimeSpan.FromHours(hours), Jurisdiction.Of(country).LocalTime(noon).Offset);
    }

    [Fact]
    public void A_regional_holiday_is_no_national_one()
    {
        var day = new DateOnly(2028, 12, 26);

        Assert.False(Jurisdiction.Of("FR-67").IsWorkingDay(day));
        Assert.True(Jurisdiction.Of("FR-67").IsWorkingDay(day, HolidayScope.National));
    }
}
