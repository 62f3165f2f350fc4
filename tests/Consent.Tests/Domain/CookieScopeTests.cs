using Gdpr.Consent.Domain;

namespace Gdpr.Consent.Tests.Domain;

/// <summary>What choices on several devices mean together.</summary>
public sealed class CookieScopeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_said_is_asked() => Assert.Null(Of());

    [Fact]
    public void An_acceptance_alone_stands() => Assert.True(Of(Accepted(daysAgo: 3)));

    [Theory]
    [InlineData(9, 2)]
    [InlineData(2, 9)]
    public void A_refusal_on_any_device_outdoes_an_acceptance_of_a_device_tied_later(int refused, int accepted) =>
        Assert.False(Of(Refused(refused), Accepted(accepted)));

    [Fact]
    public void Only_an_acceptance_while_signed_in_and_after_it_ends_a_refusal()
    {
        Assert.True(Of(Refused(9), Accepted(2, signedIn: true)));
        Assert.False(Of(Refused(2), Accepted(9, signedIn: true)));
        Assert.False(Of(Refused(9), Accepted(5, signedIn: true), Refused(1)));
    }

    [Fact]
    public void A_changed_banner_is_asked_anew_but_a_refusal_of_the_old_one_stands()
    {
        Assert.Null(Of(Accepted(3, sameBanner: false)));
        Assert.False(Of(Refused(3, sameBanner: false)));
    }

    [Theory]
    [InlineData("2026-05-31T12:00:00Z", "2026-11-30T11:59:59Z", true)]
    [InlineData("2026-05-31T12:00:00Z", "2026-11-30T12:00:00Z", null)]
    public void A_choice_is_remembered_for_six_months_to_the_second(string at, string now, bool? expected) =>
        Assert.Equal(expected, CookieScope.Of([new CookieAct(Time(at), Accepted: true, SignedIn: false, SameBanner: true)], Time(now), 6));

    private static bool? Of(params CookieAct[] acts) => CookieScope.Of(acts, Now, 6);

    private static CookieAct Accepted(int daysAgo, bool signedIn = false, bool sameBanner = true) => new(Now.AddDays(-daysAgo), true, signedIn, sameBanner);

    private static CookieAct Refused(int daysAgo, bool sameBanner = true) => new(Now.AddDays(-daysAgo), false, false, sameBanner);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
