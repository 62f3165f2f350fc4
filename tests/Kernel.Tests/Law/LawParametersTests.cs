using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Tests.Law;

public sealed class LawParametersTests
{
    [Theory]
    [InlineData("breach.hours", 72)]
    [InlineData("phone.consentMaxDays", 365)]
    [InlineData("ropa.smallThreshold", 250)]
    [InlineData("cookies.reAskAfterRefusal", 6)]
    public void A_parameter_has_the_value_of_today(string key, int value) =>
        Assert.Equal(value, LawParameters.Number(key, new DateOnly(2026, 11, 23)));

    [Fact]
    public void Every_parameter_names_its_source() =>
        Assert.All(LawParameters.All, p => Assert.False(string.IsNullOrWhiteSpace(p.Source)));

    [Fact]
    public void An_unknown_key_is_refused() =>
        Assert.Throws<RuleViolation>(() => LawParameters.InForce("breach.minutes", new DateOnly(2026, 11, 23)));
}
