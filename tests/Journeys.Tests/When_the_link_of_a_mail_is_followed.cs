using System.Net;
using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using MimeKit;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// A person without an account holds the links of two mails: one confirms a consent, one takes it back. Scanners that open
/// them change nothing; one button does.
/// </summary>
public sealed partial class When_the_link_of_a_mail_is_followed
{
    private const string Purpose = "advice";
    private const string Tips = "tips";

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Looking_changes_nothing_and_one_button_confirms_and_takes_back(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        using var anybody = new HttpClient { BaseAddress = suite.Api };
        var address = $"link-{Guid.NewGuid():N}@example.test";
        var person = await me.RegisterAsync(address);
        var notice = await OfferAsync(me);
        await me.DoAsync("api/consent/confirmations", new { subjectId = person, purpose = Purpose, channel = "email", noticeId = notice });

        var confirm = await LinkAsync(suite, hosting, address, confirming: true);
        await ScanAsync(anybody, confirm);
        Assert.Equal("NO_CONSENT", await DecideAsync(me, person));
        Assert.Contains("C'est confirmé", await PressAsync(anybody, confirm), StringComparison.Ordinal);
        Assert.Equal("CONSENT", await DecideAsync(me, person));

        var receipt = await LinkAsync(suite, hosting, address, confirming: false);
        var page = await ScanAsync(anybody, receipt);
        Assert.Contains("Oui, des conseils.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(address, page, StringComparison.Ordinal);
        Assert.Equal("CONSENT", await DecideAsync(me, person));
        Assert.Contains("Votre accord est retiré", await PressAsync(anybody, receipt), StringComparison.Ordinal);
        Assert.Equal("WITHDRAWN", await DecideAsync(me, person));

        using var guess = await anybody.GetAsync(receipt[..^4] + "0000");
        Assert.Equal(HttpStatusCode.NotFound, guess.StatusCode);
    }

    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task A_form_filled_in_anywhere_and_confirmed_makes_a_person_and_a_consent(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        using var anybody = new HttpClient { BaseAddress = suite.Api };
        var address = $"form-{Guid.NewGuid():N}@example.test";
        var notice = await OfferAsync(me, Tips);
        object[] boxes = [new { purposes = new[] { Tips }, channel = "email", notices = new { fr = notice } }];
        await me.DoAsync("api/consent/forms", new { code = Tips, title = new { fr = "Nos conseils", en = "Our tips" }, fields = new[] { "givenName" }, boxes, privacyUrl = "https://example.test/privacy" });
        Assert.Contains("Oui, des conseils.", await ScanAsync(anybody, $"/fr/forms/{Tips}"), StringComparison.Ordinal);

        Assert.Contains("Merci", await PressAsync(anybody, $"/fr/forms/{Tips}", ("email", address), ("givenName", "Ann"), ("box", $"{Tips}:email"), ("website", "")), StringComparison.Ordinal);
        var confirm = await LinkAsync(suite, hosting, address, confirming: true);
        await ScanAsync(anybody, confirm);
        Assert.Empty(await me.FindAsync(address));
        Assert.Contains("C'est confirmé", await PressAsync(anybody, confirm), StringComparison.Ordinal);
        await PressAsync(anybody, confirm);

        var person = Assert.Single(await me.FindAsync(address))!["id"]!.GetValue<Guid>();
        Assert.Equal("CONSENT", await DecideAsync(me, person, Tips));
        var known = (await me.GetAsync($"api/contacts/{person}")).ToJsonString();
        Assert.Contains("\"Ann\"", known, StringComparison.Ordinal);
        using var other = await anybody.PostAsync($"/fr/forms/{Tips}", new FormUrlEncodedContent([KeyValuePair.Create("email", address)]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    private static async Task<Guid> OfferAsync(Integrator me, string purpose = Purpose)
    {
        await me.DoAsync("api/consent/purposes", new { code = purpose, name = new { fr = "Conseils", en = "Advice" }, legalBasis = "consent", channels = new[] { "email" } });
        var notice = await me.DoAsync("api/consent/notices", new { purpose, language = "fr", text = "Oui, des conseils." });
        return notice["id"]!.GetValue<Guid>();
    }

    private static async Task<string> DecideAsync(Integrator me, Guid person, string purpose = Purpose) =>
        (await me.GetAsync($"api/consent/decisions?subjectId={person}&channel=email&purpose={purpose}"))["code"]!.GetValue<string>();

    private static async Task<string> ScanAsync(HttpClient anybody, string link)
    {
        var page = string.Empty;
        for (var look = 0; look < 100; look++)
        {
            using var answer = await anybody.GetAsync(link);
            page = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"look {look}: {answer.StatusCode} {page}");
        }

        return WebUtility.HtmlDecode(page);
    }

    private static async Task<string> PressAsync(HttpClient anybody, string link, params (string Name, string Value)[] typed)
    {
        using var answer = await anybody.PostAsync(link, new FormUrlEncodedContent(typed.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {page}");
        return page;
    }

    // The path alone: the journey's gateway has an address of its own.
    private static Task<string> LinkAsync(ISuite suite, HostedAs hosting, string address, bool confirming)
    {
        var folder = hosting == HostedAs.Standalone ? suite.MailFolder : suite.MailFolder.Replace("subject-rights", "consent", StringComparison.Ordinal);
        return Eventually.Async(
            async () =>
            {
                foreach (var file in Directory.EnumerateFiles(folder, "*.eml"))
                {
                    using var mail = await MimeMessage.LoadAsync(file);
                    var link = Link().Match(WebUtility.HtmlDecode(mail.HtmlBody ?? string.Empty));
                    if (mail.To.ToString().Contains(address, StringComparison.Ordinal) && link.Success && link.Value.Contains("/confirm/", StringComparison.Ordinal) == confirming)
                    {
                        return link.Value;
                    }
                }

                return null;
            },
            TimeSpan.FromSeconds(60),
            "the mail with the link");
    }

    [GeneratedRegex("/(fr|en)/consents/(confirm/)?[^/\"]+")]
    private static partial Regex Link();
}
