using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

/// <summary>A month is not thirty days: each case ends on another day under the wrong rule.</summary>
public sealed class ThirtyDaysCounterexampleTests
{
    [Theory]
    [InlineData("2025-01-31", "FR", false, "2025-02-28")]
    [InlineData("2028-01-29", "FR", false, "2028-02-29")]
    [InlineData("2026-10-11", "FR", false, "2026-11-12")]
    [InlineData("2026-05-16", "FR", false, "2026-06-16")]
    [InlineData("2026-01-31", "FR", true, "2026-04-30")]
    [InlineData("2026-02-17", "IE", false, "2026-03-18")]
    public void A_month_is_not_thirty_days(string received, string country, bool extended, string due)
    {
        var question = Ask.That(DeadlineKind.Dsr, $"{received}T09:00:00Z", country) with { Extended = extended };
        var wrong = Jurisdiction.Of(country).WorkingDayFrom(DateOnly.Parse(received).AddDays(extended ? 90 : 30));

        var right = question.DueDay();

        Assert.Equal(DateOnly.Parse(due), right);
        Assert.NotEqual(wrong, right);
    }

    [Fact]
    public void The_end_of_a_month_is_never_stretched() =>
        Assert.Equal(new DateOnly(2025, 3, 28), Ask.That(DeadlineKind.Dsr, "2025-02-28T09:00:00Z").DueDay());
}
