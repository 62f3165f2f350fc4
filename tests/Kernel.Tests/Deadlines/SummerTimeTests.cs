using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

/// <summary>Both changes of the clocks: days are counted on the local calendar, hours as they pass.</summary>
public sealed class SummerTimeTests
{
    [Theory]
    [InlineData("FR", "2026-03-29T00:30:00Z", "2026-04-29T23:59:59+02:00")]
    [InlineData("FR", "2026-03-28T22:59:59Z", "2026-04-28T23:59:59+02:00")]
    [InlineData("FR", "2026-03-28T23:00:00Z", "2026-04-29T23:59:59+02:00")]
    [InlineData("FR", "2026-02-27T12:00:00Z", "2026-03-27T23:59:59+01:00")]
    [InlineData("FR", "2026-03-02T12:00:00Z", "2026-04-02T23:59:59+02:00")]
    [InlineData("FR", "2026-10-25T00:30:00Z", "2026-11-25T23:59:59+01:00")]
    [InlineData("FR", "2026-10-25T01:30:00Z", "2026-11-25T23:59:59+01:00")]
    [InlineData("FR", "2026-10-24T21:59:59Z", "2026-11-24T23:59:59+01:00")]
    [InlineData("FR", "2026-10-24T22:00:00Z", "2026-11-25T23:59:59+01:00")]
    [InlineData("PT", "2026-10-25T00:30:00Z", "2026-11-25T23:59:59+00:00")]
    [InlineData("FI", "2026-03-28T21:59:59Z", "2026-04-28T23:59:59+03:00")]
    [InlineData("IS", "2026-03-29T00:30:00Z", "2026-04-29T23:59:59+00:00")]
    [InlineData("FR-973", "2026-10-25T02:30:00Z", "2026-11-24T23:59:59-03:00")]
    public void A_month_across_a_change_ends_with_its_local_day(string place, string received, string due) =>
        Assert.Equal(due, Ask.That(DeadlineKind.Dsr, received, place).Due());

    [Theory]
    [InlineData("2026-03-28T10:00:00+01:00", "2026-03-31T11:00:00+02:00")]
    [InlineData("2026-10-24T10:00:00+02:00", "2026-10-27T09:00:00+01:00")]
    public void Hours_of_a_breach_pass_as_they_pass(string aware, string due) =>
        Assert.Equal(due, Ask.That(DeadlineKind.BreachAuthority, aware).Due());

    [Theory]
    [InlineData("2026-03-25T09:00:00+01:00", "2026-03-27T23:30:00+01:00", "2026-03-30T00:30:00+02:00", "2026-04-28")]
    [InlineData("2026-10-22T09:00:00+02:00", "2026-10-24T23:30:00+02:00", "2026-10-26T00:30:00+01:00", "2026-11-24")]
    public void A_pause_across_a_change_counts_whole_local_days(string received, string from, string until, string nominal)
    {
        var question = Ask.That(DeadlineKind.Dsr, received) with
        {
            PausedFrom = DateTimeOffset.Parse(from), PausedUntil = DateTimeOffset.Parse(until), PauseReason = "identity",
        };

        Assert.Equal(DateOnly.Parse(nominal), question.Answer().NominalDate);
    }
}
