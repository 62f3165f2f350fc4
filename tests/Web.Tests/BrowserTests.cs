using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>The portal as people use it, in a real browser.</summary>
public sealed class BrowserTests(PortalHost host, Chromium chromium)
{
    [Theory]
    [InlineData("fr", false)]
    [InlineData("en", true)]
    public async Task From_the_mail_to_a_choice_and_a_request(string culture, bool scripts)
    {
        var person = await host.PersonAsync();
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts);
        var page = await visitor.NewPageAsync();
        var french = culture == "fr";
        await EnterAsync(page, person, culture);

        await page.Locator("button", new() { HasText = french ? "Accepter" : "Accept" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(french ? "vous acceptez" : "you accept");
        await page.Locator("button", new() { HasText = french ? "Retirer" : "Withdraw" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(french ? "effet immédiat" : "effective at once");
        await page.GetByRole(AriaRole.Link, new() { Name = french ? "Ce que vous détenez" : "What you hold" }).ClickAsync();
        await Assertions.Expect(page.GetByText(person.Email)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = french ? "Corriger" : "Correct" }).ClickAsync();
        await page.Locator("select").SelectOptionAsync("city");
        await page.Locator("input[name=to]").FillAsync("Lyon");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(french ? "Votre demande est reçue" : "Your request has been received");
        await page.Locator("textarea").FillAsync("Merci / thanks");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Locator("article.message")).ToContainTextAsync("Merci / thanks");
        await page.Locator("header form button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(host.Address, $"/{culture}").ToString());
    }

    [Theory]
    [InlineData("fr", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Every_page_passes_axe_fits_320_pixels_and_asks_nobody_else(string culture, ColorScheme colours)
    {
        var person = await host.PersonAsync();
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true, width: 320, colours: colours);
        var page = await visitor.NewPageAsync();
        List<string> elsewhere = [], complaints = [];
        page.Request += (_, r) => { if (!r.Url.StartsWith(host.Address.ToString(), StringComparison.Ordinal)) { elsewhere.Add(r.Url); } };
        page.Console += (_, m) => { if (m.Type == "error" && !m.Text.Contains("status of 4", StringComparison.Ordinal)) { complaints.Add(m.Text); } };
        var shots = Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS");

        var found = new List<string>();
        foreach (var path in (string[])["", "/privacy", "/sign-in"])
        {
            await Judge.LookAsync(page, $"/{culture}{path}", found, shots);
        }

        await EnterAsync(page, person, culture, found, shots);
        var made = await RequestAsync(page, culture);
        foreach (var path in (string[])["/choices", "/choices?done=given", "/choices?wrong=1", "/data", "/requests", "/requests/new?right=rectification", "/requests/new?right=restriction", "/requests/new?right=erasure", made, "/requests/01999999-0000-7000-8000-000000000000"])
        {
            await Judge.LookAsync(page, $"/{culture}{path}", found, shots);
        }

        await Judge.LookAsync(page, "/connect/sign-in", found, shots);
        Assert.Empty(found);
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("/fr")]
    [InlineData("/fr/privacy")]
    [InlineData("/fr/sign-in")]
    public async Task A_page_is_light(string path)
    {
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true);
        var page = await visitor.NewPageAsync();
        var session = await visitor.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        double bytes = 0;
        session.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();

        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(bytes, 1000, 60 * 1024);
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_and_shows_where_it_is()
    {
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/en/sign-in");
        var seen = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            seen.Add(await page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.tagName + ' ' + getComputedStyle(e).outlineStyle; }"));
        }

        Assert.Equal(["A solid", "A solid", "A solid", "A solid", "INPUT solid", "BUTTON solid", "A solid"], seen);
    }

    private async Task EnterAsync(IPage page, Person person, string culture, List<string>? found = null, string? shots = null)
    {
        await page.GotoAsync($"/{culture}/sign-in");
        await page.Locator("input[name=email]").FillAsync(person.Email);
        await page.Locator("main button").ClickAsync();
        await page.Locator("input[name=code]").FillAsync("1");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        if (found is not null)
        {
            await Judge.AtAsync(page, "wrong-code", found, shots);
        }

        await page.Locator("input[name=code]").FillAsync(await host.CodeAsync(person.Email));
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(host.Address, $"/{culture}/choices").ToString());
    }

    private static async Task<string> RequestAsync(IPage page, string culture)
    {
        await page.GotoAsync($"/{culture}/requests/new?right=access");
        await page.Locator("main button").ClickAsync();
        await page.WaitForURLAsync("**/requests/*-*");
        return new Uri(page.Url).AbsolutePath[3..];
    }
}
