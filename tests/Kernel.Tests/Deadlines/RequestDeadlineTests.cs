using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

public sealed class RequestDeadlineTests
{
    private static readonly DeadlineQuestion OfMarch = Ask.That(DeadlineKind.Dsr, "2026-03-02T09:00:00+01:00");

    [Fact]
    public void Asked_on_the_seventh_day_suspends_and_on_the_eighth_does_not()
    {
        var seventh = OfMarch with { PausedFrom = At("2026-03-09T23:30:00+01:00"), PausedUntil = At("2026-03-12T08:00:00+01:00"), PauseReason = "identity" };
        var eighth = seventh with { PausedFrom = At("2026-03-10T00:30:00+01:00") };

        Assert.Equal((true, "2026-04-07T23:59:59+02:00"), (seventh.Answer().PauseAccepted, seventh.Due()));
        Assert.Equal((false, "2026-04-02T23:59:59+02:00"), (eighth.Answer().PauseAccepted, eighth.Due()));
    }

    [Theory]
    [InlineData("fee")]
    [InlineData("staff_holiday")]
    [InlineData(null)]
    public void Nothing_but_identity_and_clarification_suspends(string? reason)
    {
        var question = OfMarch with { PausedFrom = At("2026-03-03T09:00:00+01:00"), PauseReason = reason };

        Assert.False(question.Answer().PauseAccepted);
        Assert.Equal("2026-04-02T23:59:59+02:00", question.Due());
    }

    [Fact]
    public void While_suspended_there_is_no_date_at_all()
    {
        var question = OfMarch with { Extended = true, PausedFrom = At("2026-03-03T09:00:00+01:00"), PauseReason = "identity" };

        var answer = question.Answer();

        Assert.Equal((null, null, null, null), (answer.DueAt, answer.NoticeDueAt, answer.NominalDate, answer.InternalTargetAt));
        Assert.True(answer.PauseAccepted);
    }

    [Theory]
    [InlineData(DeadlineKind.Restriction)]
    [InlineData(DeadlineKind.MinorErasure)]
    [InlineData(DeadlineKind.DsrRefusal)]
    [InlineData(DeadlineKind.DsrExtensionNotice)]
    public void Only_an_answer_can_be_extended(string kind)
    {
        var answer = (Ask.That(kind, "2026-03-02T09:00:00+01:00") with { Extended = true }).Answer();

        Assert.Equal(new DateOnly(2026, 4, 2), answer.NominalDate);
        Assert.Null(answer.NoticeDueAt);
    }

    [Theory]
    [InlineData("FR-57", null, "2026-04-07T23:59:59+02:00")]
    [InlineData("FR-68", "legal", "2026-04-07T23:59:59+02:00")]
    [InlineData("FR-67", "conservative", "2026-04-03T23:59:59+02:00")]
    [InlineData("FR-75", null, "2026-04-03T23:59:59+02:00")]
    [InlineData("FR-2A", null, "2026-04-03T23:59:59+02:00")]
    public void Regional_holidays_count_only_in_their_region_and_in_the_legal_profile(string country, string? profile, string due) =>
        Assert.Equal(due, (Ask.That(DeadlineKind.Dsr, "2026-03-03T09:00:00+01:00", country) with { Profile = profile }).Due());

    [Fact]
    public void The_internal_target_is_28_days()
    {
        var answer = OfMarch.Answer();

        Assert.Equal(At("2026-03-30T23:59:59+02:00"), answer.InternalTargetAt);
    }

    [Fact]
    public void Steps_are_told_in_both_languages()
    {
        var steps = Ask.That(DeadlineKind.Dsr, "2026-04-01T09:00:00+02:00").Answer().Steps;

        Assert.Contains(steps, s => s.En.Contains("Friday 1 May 2026 is Labour Day") && s.Fr.Contains("vendredi 1er mai 2026"));
    }

    [Theory]
    [InlineData("dsar", "FR", "DEADLINE_KIND_UNKNOWN")]
    [InlineData("dsr", "XX", "COUNTRY_UNKNOWN")]
    [InlineData("dsr", "FR-20", "COUNTRY_UNKNOWN")]
    public void What_is_unknown_is_refused_by_code(string kind, string country, string code)
    {
        var violation = Assert.Throws<RuleViolation>(() => Ask.That(kind, "2026-03-02T09:00:00Z", country).Answer());

        Assert.Equal((code, 422), (violation.Error.Code, violation.Error.Status));
    }

    [Fact]
    public void Facts_that_make_no_sense_are_refused_by_code()
    {
        var reversed = OfMarch with { PausedFrom = At("2026-03-04T09:00:00Z"), PausedUntil = At("2026-03-03T09:00:00Z"), PauseReason = "identity" };

        Assert.Equal("DEADLINE_PAUSE_REVERSED", Assert.Throws<RuleViolation>(() => reversed.Answer()).Error.Code);
        Assert.Equal("DEADLINE_PROFILE_UNKNOWN", Assert.Throws<RuleViolation>(() => (OfMarch with { Profile = "lax" }).Answer()).Error.Code);
        Assert.Equal("DEADLINE_DATE_OUT_OF_RANGE", Assert.Throws<RuleViolation>(() => Ask.That("dsr", "9999-12-31T23:00:00Z").Answer()).Error.Code);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
