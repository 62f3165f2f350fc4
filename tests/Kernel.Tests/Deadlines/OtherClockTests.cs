using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

public sealed class OtherClockTests
{
    private static readonly DeadlineQuestion Breach = Ask.That(DeadlineKind.BreachAuthority, "2026-11-02T09:00:00+01:00");

    [Theory]
    [InlineData("2026-11-05T09:00:00+01:00", false)]
    [InlineData("2026-11-05T09:00:01+01:00", true)]
    [InlineData("2026-11-05T09:59:00+01:00", true)]
    public void Seventy_two_hours_are_in_time_and_a_second_more_is_late(string notified, bool late)
    {
        var answer = (Breach with { NotifiedAt = DateTimeOffset.Parse(notified) }).Answer();

        Assert.Equal((late, late), (answer.Late, answer.DelayReasonsRequired));
    }

    // Summed by hand from DL-20 to DL-23: elapsed hours, and the next full hour of the place for what could be argued.
    [Theory]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-10-24T23:30:00+02:00", "2026-10-27T22:30:00+01:00", "2026-10-27T23:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00", "2026-10-28T02:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-10-25T02:30:00+01:00", "2026-10-28T02:30:00+01:00", "2026-10-28T03:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-03-29T01:59:59+01:00", "2026-04-01T02:59:59+02:00", "2026-04-01T03:00:00+02:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-03-26T01:30:00+01:00", "2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2028-02-27T10:00:00+01:00", "2028-03-01T10:00:00+01:00", "2028-03-01T11:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR", "2026-12-30T12:00:00+01:00", "2027-01-02T12:00:00+01:00", "2027-01-02T13:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FR-971", "2026-07-01T00:30:00Z", "2026-07-03T20:30:00-04:00", "2026-07-03T21:00:00-04:00")]
    [InlineData(DeadlineKind.BreachAuthority, "IE", "2026-03-28T23:00:00Z", "2026-04-01T00:00:00+01:00", "2026-04-01T01:00:00+01:00")]
    [InlineData(DeadlineKind.BreachAuthority, "FI", "2026-10-22T23:15:00Z", "2026-10-26T01:15:00+02:00", "2026-10-26T02:00:00+02:00")]
    [InlineData(DeadlineKind.BreachFollowUp, "FR", "2026-04-03T18:00:00+02:00", "2026-04-06T18:00:00+02:00", "2026-04-06T19:00:00+02:00")]
    [InlineData(DeadlineKind.BreachFollowUp, "FR", "2026-10-23T10:20:00+02:00", "2026-10-26T09:20:00+01:00", "2026-10-26T10:00:00+01:00")]
    public void Hours_pass_over_changes_of_the_clock_holidays_and_years(string kind, string place, string from, string due, string arguable)
    {
        var answer = Ask.That(kind, from, place).Answer();

        Assert.Equal((DateTimeOffset.Parse(due), DateTimeOffset.Parse(due).Offset), (answer.DueAt!.Value, answer.DueAt.Value.Offset));
        Assert.Equal((DateTimeOffset.Parse(arguable), DateTimeOffset.Parse(arguable).Offset), (answer.LatestArguableDueAt!.Value, answer.LatestArguableDueAt.Value.Offset));
        Assert.False(answer.Disputable);
    }

    [Theory]
    [InlineData("high")]
    [InlineData("risk")]
    [InlineData("unlikely")]
    [InlineData(null)]
    public void People_are_told_without_undue_delay_and_in_no_number_of_hours(string? risk)
    {
        var answer = (Ask.That(DeadlineKind.BreachSubjects, "2026-11-02T09:00:00+01:00") with { RiskLevel = risk }).Answer();

        Assert.Equal((null, null, null), (answer.DueAt, answer.LatestArguableDueAt, answer.Late));
        Assert.Equal(risk == "unlikely", answer.Steps.Any(s => s.En.Contains("nothing to notify")));
    }

    [Fact]
    public void An_unlikely_risk_goes_into_the_register_only()
    {
        var answer = (Breach with { RiskLevel = "unlikely" }).Answer();

        Assert.Null(answer.DueAt);
        Assert.Null(answer.LatestArguableDueAt);
        Assert.Contains(answer.Steps, s => s.En.Contains("register"));
    }

    [Fact]
    public void Detection_and_the_processors_knowledge_do_not_start_the_clock()
    {
        var early = Breach with { DetectedAt = Breach.ReceivedAt.AddDays(-3), ProcessorAwareAt = Breach.ReceivedAt.AddDays(-1), RiskLevel = "high" };

        Assert.Equal(Breach.Due(), early.Due());
    }

    [Fact]
    public void A_risk_level_is_one_of_three() =>
        Assert.Equal("RISK_LEVEL_UNKNOWN", Assert.Throws<RuleViolation>(() => (Breach with { RiskLevel = "low" }).Answer()).Error.Code);

    [Fact]
    public void The_earliest_of_month_contact_and_disclosure_ends_article_14()
    {
        var notice = Ask.That(DeadlineKind.Art14Notice, "2026-05-07T09:00:00+02:00") with
        {
            FirstContactAt = DateTimeOffset.Parse("2026-05-12T07:00:00Z"),
            FirstDisclosureAt = DateTimeOffset.Parse("2026-05-10T07:00:00Z"),
        };

        Assert.Equal("2026-05-10T09:00:00+02:00", notice.Due());
        Assert.Null(notice.Answer().NominalDate);
    }

    [Theory]
    [InlineData(DeadlineKind.MarketingObjection, "2026-06-06T07:00:00Z", "2026-06-06T09:00:00+02:00")]
    [InlineData(DeadlineKind.ConsentWithdrawal, "2026-06-06T07:00:00Z", "2026-06-06T09:00:00+02:00")]
    [InlineData(DeadlineKind.UnsubscribeSenderRule, "2026-03-28T10:00:00+01:00", "2026-03-30T11:00:00+02:00")]
    [InlineData(DeadlineKind.PhoneConsentExpiry, "2027-03-01T10:00:00+01:00", "2028-02-29T10:00:00+01:00")]
    [InlineData(DeadlineKind.PhoneProofRetention, "2028-02-29T10:00:00+01:00", "2031-02-28T10:00:00+01:00")]
    [InlineData(DeadlineKind.PhoneProofRetention, "2026-10-10T10:00:00+02:00", "2029-10-10T10:00:00+02:00")]
    [InlineData(DeadlineKind.PhoneRefusalCooldown, "2026-03-02T23:30:00Z", "2026-05-02T23:59:59+02:00")]
    [InlineData(DeadlineKind.PhoneConsentExpiry, "2027-03-26T02:30:00+01:00", "2028-03-25T02:30:00+01:00")]
    [InlineData(DeadlineKind.PriorConsultationReply, "2026-03-16T09:00:00+01:00", "2026-05-11T23:59:59+02:00")]
    public void Marketing_and_consultation_clocks_end_where_their_rule_says(string kind, string from, string due) =>
        Assert.Equal(due, Ask.That(kind, from).Due());

    [Fact]
    public void Same_local_time_exists_even_when_the_clock_jumps_or_repeats()
    {
        Assert.Equal("2028-03-26T03:30:00+02:00", Ask.That(DeadlineKind.PhoneConsentExpiry, "2027-03-27T02:30:00+01:00").Due());
        Assert.Equal("2027-10-31T02:30:00+02:00", Ask.That(DeadlineKind.PhoneConsentExpiry, "2026-10-31T02:30:00+01:00").Due());
    }

    [Fact]
    public void Every_kind_is_answered_with_steps() =>
        Assert.All(StatutoryDeadline.KnownKinds, kind => Assert.NotEmpty(Ask.That(kind, "2026-06-06T07:00:00Z").Answer().Steps));
}
