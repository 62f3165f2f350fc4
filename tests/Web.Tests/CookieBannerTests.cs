using System.Net;
using System.Text.Json;
using Gdpr.Testing;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>The cookie banner on a site of the company, in a real browser.</summary>
public sealed class CookieBannerTests(PortalHost host, Chromium chromium) : IAsyncDisposable
{
    private readonly string _code = $"shop-{Guid.NewGuid():n}"[..20];
    private EmbeddingSite? _site;
    private string _described = "Compte les visites.";

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_that_asks_is_loaded_before_a_choice_nor_after_a_refusal_in_one_click()
    {
        var page = await OpenAsync("fr");
        await Assertions.Expect(page.GetByTestId("orejime-banner")).ToBeVisibleAsync();
        await Eventually.Async(() => Task.FromResult(_site!.Asked("basket") == 1), TimeSpan.FromSeconds(10), "what the shop needs is loaded");
        Assert.Equal((0, 0), (_site!.Asked("audience"), _site.Asked("ads")));
        Assert.Equal(["_basket"], (await page.Context.CookiesAsync()).Select(c => c.Name));

        await RecordedAsync(page, () => page.GetByTestId("orejime-banner-decline").ClickAsync());
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Assertions.Expect(page.GetByTestId("orejime-banner")).ToBeHiddenAsync();
        Assert.Equal((0, 0, 2), (_site.Asked("audience"), _site.Asked("ads"), _site.Asked("basket")));
        var kept = await page.Context.CookiesAsync();
        Assert.Equal(["_basket", Cookie], kept.Select(c => c.Name).Order());
        Assert.Equal(JsonValueKind.Null, (await RememberedAsync(page)).GetProperty("id").ValueKind);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds((long)kept.Single(c => c.Name == Cookie).Expires), DateTimeOffset.UtcNow.AddMonths(6).AddDays(-2), DateTimeOffset.UtcNow.AddMonths(6).AddMinutes(5));
    }

    [Fact]
    public async Task What_is_accepted_in_one_click_is_loaded_once_proved_and_taken_back_by_the_button_that_stays()
    {
        var page = await OpenAsync("en");
        Assert.Equal(await LooksAsync(page, "accept"), await LooksAsync(page, "decline"));

        await RecordedAsync(page, () => page.GetByTestId("orejime-banner-accept").ClickAsync());
        await Eventually.Async(() => Task.FromResult((_site!.Asked("audience"), _site.Asked("ads")) == (1, 1)), TimeSpan.FromSeconds(10), "both are loaded");
        var choice = (await RememberedAsync(page)).GetProperty("id").GetGuid();
        var person = await host.PersonAsync();
        var stands = await host.PostAsync("consent/cookie-choices/ties", new { subjectId = person.Id, banner = _code, choiceId = choice });
        Assert.All(stands.GetProperty("purposes").EnumerateArray(), p => Assert.True(p.GetProperty("accepted").GetBoolean()));

        await page.Locator("button.gdpr-cookies").ClickAsync();
        await page.GetByTestId("orejime-modal-disable-all").ClickAsync();
        await page.EvaluateAsync("document.cookie = '_ads=1; path=/'");
        await RecordedAsync(page, () => page.GetByTestId("orejime-modal-save").ClickAsync());
        Assert.Equal(["_basket", Cookie], (await page.Context.CookiesAsync()).Select(c => c.Name).Order());
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal((1, 1), (_site!.Asked("audience"), _site.Asked("ads")));
    }

    [Fact]
    public async Task A_refusal_of_this_device_is_the_persons_after_the_sign_in_and_a_changed_banner_asks_anew()
    {
        var page = await OpenAsync("fr");
        await RecordedAsync(page, () => page.GetByTestId("orejime-banner-decline").ClickAsync());
        var person = await host.PersonAsync();

        // The site and the portal share the host, as shop.example and privacy.shop.example share a domain.
        await page.GotoAsync(Portal("/fr/sign-in"));
        await page.Locator("input[name=email]").FillAsync(person.Email);
        await page.Locator("main button").ClickAsync();
        await page.Locator("input[name=code]").FillAsync(await host.CodeAsync(person.Email));
        await page.Locator("main button").ClickAsync();

        var part = page.Locator("section[aria-labelledby=cookies]");
        await Assertions.Expect(part).ToContainTextAsync("refusé");
        await Assertions.Expect(part.Locator("button")).ToHaveCountAsync(0);

        await DefineAsync("Autre chose.");

        // Browsers keep the script for five minutes; whoever intercepts has no cache.
        await page.RouteAsync("**/*.js", r => r.ContinueAsync());
        await page.GotoAsync(_site!.Address.ToString());
        await Assertions.Expect(page.GetByTestId("orejime-banner")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_accepted_elsewhere_is_refused_everywhere_from_the_portal()
    {
        var page = await OpenAsync("en");
        await RecordedAsync(page, () => page.GetByTestId("orejime-banner-accept").ClickAsync());
        var person = await host.PersonAsync();
        await page.GotoAsync(Portal("/en/sign-in"));
        await page.Locator("input[name=email]").FillAsync(person.Email);
        await page.Locator("main button").ClickAsync();
        await page.Locator("input[name=code]").FillAsync(await host.CodeAsync(person.Email));
        await page.Locator("main button").ClickAsync();
        var part = page.Locator("section[aria-labelledby=cookies]");
        await Assertions.Expect(part).ToContainTextAsync("accepted");

        await part.Locator("button").ClickAsync();

        await Assertions.Expect(part).Not.ToContainTextAsync("accepted");
        var stands = (await host.GetAsync($"consent/subjects/{person.Id}/cookie-choices")).GetProperty("banners")[0].GetProperty("purposes");
        Assert.All(stands.EnumerateArray(), p => Assert.False(p.GetProperty("accepted").GetBoolean()));
    }

    [Fact]
    public async Task What_the_server_says_of_a_person_holds_on_the_page_and_changes_nothing_that_the_device_remembers()
    {
        var page = await OpenAsync("en");
        await RecordedAsync(page, () => page.GetByTestId("orejime-banner-decline").ClickAsync());
        var before = (await RememberedAsync(page)).GetRawText();

        await page.EvaluateAsync("gdprCookies.apply([{ purpose: 'audience', accepted: true }, { purpose: 'ads', accepted: null }])");

        await Eventually.Async(() => Task.FromResult(_site!.Asked("audience") == 1), TimeSpan.FromSeconds(10), "the person's acceptance is in effect");
        Assert.Equal(0, _site!.Asked("ads"));
        Assert.Equal(before, (await RememberedAsync(page)).GetRawText());
        var told = await page.EvaluateAsync<JsonElement>("gdprCookies.choice()");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (told.GetProperty("choiceId").ValueKind, told.GetProperty("refusedAt").ValueKind));
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal(1, _site.Asked("audience"));
    }

    [Fact]
    public async Task A_proof_that_did_not_arrive_is_sent_again_as_one()
    {
        var page = await OpenAsync("en");
        var choices = $"**/cookies/{_code}/choices";
        await page.RouteAsync(choices, r => r.AbortAsync());
        await page.GetByTestId("orejime-banner-accept").ClickAsync();
        await Eventually.Async(async () => (await page.Context.CookiesAsync()).Any(c => c.Name == Cookie), TimeSpan.FromSeconds(10), "it is remembered at once");
        var id = (await RememberedAsync(page)).GetProperty("id").GetGuid();
        var person = await host.PersonAsync();
        using (var unproven = await host.SendAsync(HttpMethod.Post, "consent/cookie-choices/ties", new { subjectId = person.Id, banner = _code, choiceId = id }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unproven.StatusCode);
        }

        await page.UnrouteAsync(choices);
        await RecordedAsync(page, () => page.ReloadAsync());

        await host.PostAsync("consent/cookie-choices/ties", new { subjectId = person.Id, banner = _code, choiceId = id });
    }

    [Fact]
    public async Task Words_of_a_banner_are_words_and_nothing_runs()
    {
        _described = "<img src=x onerror=\"document.title='run'\"> A < B";
        var page = await OpenAsync("en");

        await page.GetByTestId("orejime-banner-configure").ClickAsync();

        await Assertions.Expect(page.GetByTestId("orejime-modal")).ToContainTextAsync("<img src=x onerror=\"document.title='run'\"> A < B");
        Assert.Equal("Boutique", await page.TitleAsync());
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Banner_and_details_pass_axe_and_fit_320_pixels(string culture)
    {
        var page = await OpenAsync(culture, width: 320);
        var (found, shots) = (new List<string>(), Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));
        await Assertions.Expect(page.GetByTestId("orejime-banner")).ToBeVisibleAsync();
        await Judge.AtAsync(page, $"cookies-{culture}-banner", found, shots);
        await page.GetByTestId("orejime-banner-configure").ClickAsync();
        await Assertions.Expect(page.GetByTestId("orejime-modal")).ToBeVisibleAsync();
        await Judge.AtAsync(page, $"cookies-{culture}-details", found, shots);

        Assert.Empty(found);
    }

    private string Portal(string path) => new Uri(new UriBuilder(host.Address) { Host = "localhost" }.Uri, path).ToString();

    private string Cookie => $"gdpr-cookies-{_code}";

    private async Task<JsonElement> RememberedAsync(IPage page) =>
        JsonDocument.Parse(WebUtility.UrlDecode((await page.Context.CookiesAsync()).Single(c => c.Name == Cookie).Value)).RootElement;

    private async Task<IPage> OpenAsync(string culture, int width = 1100)
    {
        _site = await EmbeddingSite.StartAsync(() => new Uri(host.Address, $"/cookies/{_code}/{culture}.js").ToString());
        await DefineAsync(_described);
        var visitor = await chromium.VisitorAsync(_site.Address, scripts: true, width: width);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }

    private Task DefineAsync(string described)
    {
        object Purpose(string code, string? exemption = null) => new
        {
            code, name = new { fr = code, en = code }, description = new { fr = described, en = described }, trackers = new[] { $"_{code}" }, exemption,
        };
        return host.PostAsync("consent/cookie-banners", new
        {
            code = _code, origins = new[] { _site!.Origin }, privacyUrl = $"{_site.Origin}/privacy",
            purposes = new[] { Purpose("basket", "strictlyNecessary"), Purpose("audience"), Purpose("ads") },
        });
    }

    private async Task RecordedAsync(IPage page, Func<Task> click)
    {
        var answer = await page.RunAndWaitForResponseAsync(click, r => r.Url.EndsWith($"/cookies/{_code}/choices", StringComparison.Ordinal));
        Assert.Equal(201, answer.Status);
    }

    private static async Task<string> LooksAsync(IPage page, string which)
    {
        var button = page.GetByTestId($"orejime-banner-{which}");
        return await button.EvaluateAsync<string>("b => { const s = getComputedStyle(b); return [s.backgroundColor, s.color, s.fontSize, s.fontWeight, s.height, s.border].join(' '); }");
    }
}
