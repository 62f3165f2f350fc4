using Gdpr.Consent.Domain;

namespace Gdpr.Consent.Tests.Domain;

public sealed class ContactDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    // History: "<what> <channel> <hour>"; what = given, imported (with proof), unproven, or a reason; "any-" before a reason means every purpose.
    [Theory]
    [InlineData("", "NoConsent")]
    [InlineData("given email 1", "Consent")]
    [InlineData("given all 1", "Consent")]
    [InlineData("given sms 1", "WrongChannel")]
    [InlineData("given sms 1; withdrawn sms 2", "NoConsent")]
    [InlineData("given sms 1; withdrawn email 2", "Withdrawn")]
    [InlineData("given phone 1", "WrongChannel")]
    [InlineData("unproven email 1", "NoProof")]
    [InlineData("unproven email 1; given sms 1", "WrongChannel")]
    [InlineData("imported email 1", "Consent")]
    [InlineData("given email 1; withdrawn email 2", "Withdrawn")]
    [InlineData("given email 1; withdrawn all 2", "Withdrawn")]
    [InlineData("given email 1; withdrawn sms 2", "Consent")]
    [InlineData("given email 1; refused email 2", "NoConsent")]
    [InlineData("given email 2; withdrawn email 2", "Withdrawn")]
    [InlineData("withdrawn email 1; given email 2", "Consent")]
    [InlineData("withdrawn email 1; imported email 2", "Withdrawn")]
    [InlineData("withdrawn email 1; given sms 2", "Withdrawn")]
    [InlineData("any-objection all 1; given email 2", "Consent")]
    [InlineData("any-objection all 1; imported email 2", "Objected")]
    [InlineData("any-objection all 1; unproven email 2", "Objected")]
    [InlineData("given email 1; any-objection email 2", "Objected")]
    [InlineData("given email 1; any-objection sms 2", "Consent")]
    [InlineData("given email 1; any-complaint email 2", "Objected")]
    [InlineData("given email 1; any-import all 2", "Objected")]
    [InlineData("given email 1; any-bounce email 2", "Undeliverable")]
    [InlineData("any-bounce email 1; any-objection email 1; withdrawn email 1; refused email 1", "Objected")]
    [InlineData("withdrawn email 1; refused email 2", "Withdrawn")]
    [InlineData("any-objection all 1; given email 2; withdrawn email 3", "Withdrawn")]
    public void The_strongest_standing_fact_decides(string history, string expected)
    {
        var decision = ContactDecision.Of(Facts(history), "letter", Channel.Email);

        Assert.Equal(expected, decision.Code.ToString());
        Assert.Equal(expected == "Consent", decision.Allowed);
    }

    [Fact]
    public void A_consent_for_phone_calls_is_none_for_calls_by_machine() =>
        Assert.Equal(DecisionCode.WrongChannel, ContactDecision.Of(Facts("given phone 1"), "letter", Channel.PhoneAutomated).Code);

    [Fact]
    public void A_refusal_of_another_purpose_says_nothing_about_this_one()
    {
        var facts = Facts("given email 1; withdrawn email 2");

        Assert.Equal(DecisionCode.Consent, ContactDecision.Of(facts with { Refusals = [facts.Refusals[0] with { Purpose = "other" }] }, "letter", Channel.Email).Code);
    }

    [Fact]
    public void Nobody_known_is_never_allowed() =>
        Assert.Equal(DecisionCode.UnknownSubject, ContactDecision.Of(Facts("given email 1") with { Known = false }, "letter", Channel.Email).Code);

    [Fact]
    public void Every_code_has_its_rule_in_both_languages() =>
        Assert.All(Enum.GetValues<DecisionCode>(), c => Assert.NotEqual(c.Rule().En, c.Rule().Fr));

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
