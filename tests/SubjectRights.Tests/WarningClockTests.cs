using Gdpr.Kernel.Deadlines;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests;

public sealed class WarningClockTests
{
    private static readonly DateTimeOffset Received = DateTimeOffset.Parse("2026-03-01T00:00:00Z");
    private static readonly DateTimeOffset Due = Received.AddDays(40);

    [Theory]
    [InlineData(0, "")]
    [InlineData(19.99, "")]
    [InlineData(20, "50")]
    [InlineData(30, "50,75")]
    [InlineData(35.99, "50,75")]
    [InlineData(36, "50,75,90")]
    [InlineData(40, "50,75,90")]
    [InlineData(40.01, "50,75,90,overdue")]
    [InlineData(400, "50,75,90,overdue")]
    public void Levels_pass_with_the_time(double days, string levels) =>
        Assert.Equal(levels, string.Join(',', Clock(null, null)!.Value.Passed(Received.AddDays(days))));

    [Fact]
    public void The_due_instant_itself_is_in_time() => Assert.DoesNotContain(WarningLevels.Overdue, Clock(null, null)!.Value.Passed(Due));

    [Fact]
    public void Time_that_stood_does_not_count()
    {
        // Ten of forty days stood: fifteen of the thirty others are half.
        var clock = Clock(Received.AddDays(2), Received.AddDays(12))!.Value;

        Assert.Empty(clock.Passed(Received.AddDays(24.99)));
        Assert.Equal([WarningLevels.Half], clock.Passed(Received.AddDays(25)));
    }

    [Fact]
    public void A_pause_that_was_not_accepted_counts() =>
        Assert.Equal([WarningLevels.Half], Clock(Received.AddDays(2), Received.AddDays(12), accepted: false)!.Value.Passed(Received.AddDays(20)));

    [Fact]
    public void Time_asked_for_before_the_receipt_did_not_stand() =>
        Assert.Equal(TimeSpan.FromDays(2), Clock(Received.AddDays(-5), Received.AddDays(2))!.Value.Stood);

    [Fact]
    public void While_the_clock_stands_there_is_nothing_to_warn_of() =>
        Assert.Null(WarningClock.Of(Received, Received.AddDays(2), null, new DeadlineAnswer { PauseAccepted = true }));

    private static WarningClock? Clock(DateTimeOffset? from, DateTimeOffset? until, bool accepted = true) =>
        WarningClock.Of(Received, from, until, new DeadlineAnswer { DueAt = Due, PauseAccepted = from is null ? null : accepted });
}
