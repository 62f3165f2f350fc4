using Gdpr.Consent.Domain;
using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Tests.Domain;

public sealed class ContactDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly DecisionQuestion Asked = new("letter", Channel.Email, Noon.AddDays(1), IsService: false, "FR");

    // History: "<what> <channel> <hour>"; what = given, imported (with proof), unproven, or a reason; "any-" before a reason means every purpose.
    [Theory]
    [InlineData("", "NO_CONSENT")]
    [InlineData("given email 1", "CONSENT")]
    [InlineData("given all 1", "CONSENT")]
    [InlineData("given sms 1", "WRONG_CHANNEL")]
    [InlineData("given sms 1; withdrawn sms 2", "NO_CONSENT")]
    [InlineData("given sms 1; withdrawn email 2", "WITHDRAWN")]
    [InlineData("given phone 1", "WRONG_CHANNEL")]
    [InlineData("unproven email 1", "NO_PROOF")]
    [InlineData("unproven email 1; given sms 1", "WRONG_CHANNEL")]
    [InlineData("imported email 1", "CONSENT")]
    [InlineData("given email 1; withdrawn email 2", "WITHDRAWN")]
    [InlineData("given email 1; withdrawn all 2", "WITHDRAWN")]
    [InlineData("given email 1; withdrawn sms 2", "CONSENT")]
    [InlineData("given email 1; refused email 2", "NO_CONSENT")]
    [InlineData("given email 2; withdrawn email 2", "WITHDRAWN")]
    [InlineData("withdrawn email 1; given email 2", "CONSENT")]
    [InlineData("withdrawn email 1; imported email 2", "WITHDRAWN")]
    [InlineData("withdrawn email 1; given sms 2", "WITHDRAWN")]
    [InlineData("any-objection all 1; given email 2", "CONSENT")]
    [InlineData("any-objection all 1; imported email 2", "OBJECTED")]
    [InlineData("any-objection all 1; unproven email 2", "OBJECTED")]
    [InlineData("given email 1; any-objection email 2", "OBJECTED")]
    [InlineData("given email 1; any-objection sms 2", "CONSENT")]
    [InlineData("given email 1; any-complaint email 2", "OBJECTED")]
    [InlineData("given email 1; any-import all 2", "OBJECTED")]
    [InlineData("given email 1; any-bounce email 2", "UNDELIVERABLE")]
    [InlineData("any-bounce email 1; any-objection email 1; withdrawn email 1; refused email 1", "WITHDRAWN")]
    [InlineData("any-bounce email 1; any-objection email 1; refused email 1", "OBJECTED")]
    [InlineData("any-bounce email 1; refused email 1", "NO_CONSENT")]
    [InlineData("given email 1; any-objection phone 2", "CONSENT")]
    [InlineData("refused email 1; imported email 2", "NO_CONSENT")]
    [InlineData("withdrawn email 1; refused email 2", "WITHDRAWN")]
    [InlineData("any-objection all 1; given email 2; withdrawn email 3", "WITHDRAWN")]
    public void The_strongest_standing_fact_decides(string history, string expected)
    {
        var decision = ContactDecision.Of(Facts(history), Asked);

        Assert.Equal(expected, decision.Code);
        Assert.Equal(expected == "CONSENT", decision.Allowed);
    }

    [Fact]
    public void A_consent_for_phone_calls_is_none_for_calls_by_machine_but_a_refusal_of_them_is_one()
    {
        var machine = Asked with { Channel = Channel.PhoneAutomated };

        Assert.Equal("WRONG_CHANNEL", ContactDecision.Of(Facts("given phone 1"), machine).Code);
        Assert.Equal("OBJECTED", ContactDecision.Of(Facts("given phone_automated 1; any-objection phone 2"), machine).Code);
    }

    [Fact]
    public void A_consent_to_all_channels_is_none_to_being_measured_but_a_refusal_of_mail_is_one()
    {
        var pixel = Asked with { Channel = Channel.EmailPixel };

        Assert.Equal("NO_TRACK_CONSENT", ContactDecision.Of(Facts("given all 1; given email 1"), pixel).Code);
        Assert.Equal("TRACK_CONSENT", ContactDecision.Of(Facts("given email_pixel 1"), pixel).Code);
        Assert.Equal("OBJECTED", ContactDecision.Of(Facts("given email_pixel 1; any-objection email 2"), pixel).Code);
    }

    [Fact]
    public void A_refusal_of_another_purpose_says_nothing_about_this_one()
    {
        var facts = Facts("given email 1; withdrawn email 2");

        Assert.Equal("CONSENT", ContactDecision.Of(facts with { Refusals = [facts.Refusals[0] with { Purpose = "other" }] }, Asked).Code);
    }

    [Fact]
    public void At_a_moment_in_between_what_came_later_was_not_said_yet()
    {
        var facts = Facts("any-objection all 1; given email 3; withdrawn email 5");

        Assert.Equal("NO_CONSENT", ContactDecision.Of(facts, Asked with { At = Noon }).Code);
        Assert.Equal("OBJECTED", ContactDecision.Of(facts, Asked with { At = Noon.AddHours(2) }).Code);
        Assert.Equal("CONSENT", ContactDecision.Of(facts, Asked with { At = Noon.AddHours(4) }).Code);
        Assert.Equal("WITHDRAWN", ContactDecision.Of(facts, Asked).Code);
    }

    [Fact]
    public void A_consent_lives_as_long_as_its_purpose_said_and_no_exception_takes_its_place_after_a_refusal()
    {
        var customer = new MarketingQuestion { At = Noon, Country = "FR", Channel = "email", Audience = "B2C", SoftOptIn = new(true, true, true, true, true) };
        var facts = Facts("any-objection all 1; given email 2") with { Person = customer };
        var over = facts with { Consents = [facts.Consents[0] with { ExpiresAt = Noon.AddHours(3) }] };

        Assert.Equal("CONSENT", ContactDecision.Of(over, Asked with { At = Noon.AddHours(3) }).Code);
        Assert.Equal("CONSENT_EXPIRED", ContactDecision.Of(over, Asked).Code);
        Assert.Equal("SOFT_OPT_IN", ContactDecision.Of(over with { Refusals = [] }, Asked).Code);
    }

    [Fact]
    public void A_box_ticked_beforehand_is_no_consent_and_reopens_nothing()
    {
        var facts = Facts("any-objection all 1; given email 2");
        var ticked = facts with { Consents = [facts.Consents[0] with { Prechecked = true }] };

        Assert.Equal("OBJECTED", ContactDecision.Of(ticked, Asked).Code);
        Assert.Equal("CONSENT_INVALID", ContactDecision.Of(ticked with { Refusals = [] }, Asked).Code);
    }

    [Fact]
    public void What_serves_a_contract_is_not_stopped_by_a_refusal_of_marketing_but_by_a_restriction()
    {
        var facts = Facts("any-objection all 1");

        Assert.Equal("NOT_MARKETING", ContactDecision.Of(facts, Asked with { IsService = true }).Code);
        Assert.Equal("RESTRICTED", ContactDecision.Of(facts with { Restricted = true }, Asked with { IsService = true }).Code);
    }

    [Fact]
    public void Nobody_known_is_never_allowed() =>
        Assert.Equal("UNKNOWN_SUBJECT", ContactDecision.Of(Facts("given email 1") with { Known = false }, Asked).Code);

    private static ContactFacts Facts(string history)
    {
        var refusals = new List<RefusalFact>();
        var consents = new List<ConsentFact>();
        foreach (var fact in history.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            var (what, channel, at) = fact.Split(' ') is [var w, var c, var h] ? (w, Channels.Parse(c), Noon.AddHours(int.Parse(h))) : throw new FormatException(fact);
            if (what is "given" or "imported" or "unproven")
            {
                consents.Add(new ConsentFact(Guid.CreateVersion7(), channel, at, what != "unproven", what != "imported"));
                continue;
            }

            var reason = Enum.Parse<SuppressionReason>(what.Replace("any-", ""), ignoreCase: true);
            refusals.Add(new RefusalFact(Guid.CreateVersion7(), channel, what.StartsWith("any-") ? null : "letter", reason, at));
        }

        return new ContactFacts(true, refusals, consents);
    }
}
