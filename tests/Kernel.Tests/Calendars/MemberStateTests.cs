using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Deadlines;
using Gdpr.Kernel.Law;
using Gdpr.Kernel.Tests.Deadlines;

namespace Gdpr.Kernel.Tests.Calendars;

/// <summary>Every Member State and EEA State has a calendar, and says of it what is known.</summary>
public sealed class MemberStateTests
{
    private static readonly string[] MemberStates =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO",
        "SE", "SI", "SK",
    ];

    [Fact]
    public void All_27_and_the_three_of_the_EEA_are_known()
    {
        Assert.Equal(27, MemberStates.Length);
        Assert.All([.. MemberStates, "IS", "LI", "NO", "EL"], code => Assert.True(Jurisdiction.TryFind(code, out _), code));
    }

    [Fact]
    public void Every_list_names_its_source_and_has_the_days_that_all_share() => Assert.All(Jurisdiction.KnownCodes, code =>
    {
        var place = Jurisdiction.Of(code);
        Assert.NotEmpty(place.Source);
        Assert.All((int[])[1990, 2018, 2026, 2030, 2051], year => Assert.NotNull(place.HolidayOn(new DateOnly(year, 1, 1))));
        Assert.NotNull(place.HolidayOn(new DateOnly(2026, 12, 25)));
    });

    [Theory]
    [InlineData(2024, "2024-05-05")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-12")]
    [InlineData(2027, "2027-05-02")]
    [InlineData(2028, "2028-04-16")]
    [InlineData(2000, "2000-04-30")]
    public void Orthodox_Easter_falls_where_the_almanac_says(int year, string date) =>
        Assert.Equal(DateOnly.Parse(date), EasterSunday.OrthodoxOf(year));

    [Theory]
    [InlineData("GR", "2026-02-23")]
    [InlineData("GR", "2026-04-13")]
    [InlineData("RO", "2026-06-01")]
    [InlineData("BG", "2026-05-25")]
    [InlineData("BG", "2022-12-27")]
    [InlineData("BG", "2022-12-28")]
    [InlineData("LV", "2024-05-06")]
    [InlineData("FI", "2026-06-19")]
    [InlineData("SE", "2026-10-31")]
    [InlineData("DK", "2023-05-05")]
    [InlineData("IS", "2026-04-23")]
    [InlineData("IS", "2015-04-23")]
    [InlineData("IS", "2015-08-03")]
    [InlineData("LI", "2015-02-17")]
    [InlineData("NO", "2026-05-17")]
    [InlineData("PL", "2025-12-24")]
    [InlineData("HR", "2026-05-30")]
    [InlineData("FR-978", "2026-05-27")]
    [InlineData("FR-977", "2026-10-09")]
    public void A_holiday_of_the_table_is_one(string country, string date) =>
        Assert.NotNull(Jurisdiction.Of(country).HolidayOn(DateOnly.Parse(date)));

    [Theory]
    [InlineData("DK", "2024-04-26")]
    [InlineData("PL", "2024-12-24")]
    [InlineData("LV", "2026-05-06")]
    [InlineData("BG", "2026-04-14")]
    [InlineData("SK", "2025-09-01")]
    [InlineData("GR", "2026-04-06")]
    [InlineData("SE", "2026-06-22")]
    public void A_day_outside_the_table_is_none(string country, string date) =>
        Assert.Null(Jurisdiction.Of(country).HolidayOn(DateOnly.Parse(date)));

    [Fact]
    public void An_unsigned_calendar_says_so_in_the_answer_and_in_words()
    {
        var answer = (Ask.That(DeadlineKind.Dsr, "2026-03-12T09:00:00Z", "GR") with { Extended = true }).Answer();

        Assert.Equal(("GR", "Europe/Athens", SourceConfidence.General, false), (answer.Calendar!.Code, answer.Calendar.TimeZone, answer.Calendar.Confidence, answer.Calendar.Verified));
        var said = Assert.Single(answer.Steps, s => s.En.StartsWith("Unverified calendar", StringComparison.Ordinal));
        Assert.StartsWith("Calendrier non vérifié", said.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_in_hours_looks_at_no_calendar() =>
        Assert.Null(Ask.That(DeadlineKind.BreachAuthority, "2026-03-12T09:00:00Z", "GR").Answer().Calendar);

    [Theory]
    [InlineData("FR", SourceConfidence.Read)]
    [InlineData("LU", SourceConfidence.Read)]
    [InlineData("IT", SourceConfidence.Read)]
    [InlineData("BE", SourceConfidence.Secondary)]
    [InlineData("DE", SourceConfidence.Secondary)]
    [InlineData("ES", SourceConfidence.Secondary)]
    [InlineData("PL", SourceConfidence.General)]
    public void How_sure_a_list_is_follows_from_what_was_read(string country, SourceConfidence confidence) =>
        Assert.Equal(confidence, Jurisdiction.Of(country).Confidence);
}
