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
