using System.Net;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>A campaign prepared at the desk: audience counted, words read, nothing lost of what is typed; no script anywhere.</summary>
public sealed class PlanPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Whole = "{{ person.givenName }}, {{ sender.name }}. {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}";

    private readonly StaffBrowser _staff = new(host.Address);
    private readonly CampaignStudio _studio = new(host);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_marketer_plans_a_campaign_without_JavaScript_and_reads_it_before()
    {
        var origin = $"plan-{Guid.NewGuid():n}"[..20];
        await _studio.PersonAsync(origin);
        await _studio.PersonAsync(origin);
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: false);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/staff/campaigns/plan/segments/new");
        await page.Locator("#plan-name").FillAsync(origin);
        await page.GetByLabel("Where the data came from").FillAsync(origin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and count" }).ClickAsync();
        await Assertions.Expect(page.Locator("section:has(#count)")).ToContainTextAsync("2 people");
        await Assertions.Expect(page.GetByLabel("Where the data came from")).ToHaveValueAsync(origin);

        await page.GotoAsync("/staff/campaigns/plan/templates/new");
        await page.Locator("#plan-name").FillAsync($"{origin} words");
        var english = page.Locator("fieldset", new() { HasText = "In English" });
        await english.GetByLabel("Subject (e-mail)").FillAsync("Autumn for {{ person.givenName }}");
        await english.GetByLabel("Plain text").FillAsync("Hello {{ person.givenName }}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and read" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the link to unsubscribe (en, text)");
        await Assertions.Expect(page.Locator("article[lang=en]")).ToContainTextAsync("Hello Ada");
        await english.GetByLabel("Plain text").FillAsync(Whole);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and read" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("article[lang=en]")).ToContainTextAsync("Autumn for Ada");

        await page.GotoAsync("/staff/campaigns/new");
        await page.Locator("#plan-name").FillAsync($"{origin} campaign");
        await page.Locator("#plan-purpose").SelectOptionAsync(PortalHost.Marketing);
        await page.Locator("#plan-segment").SelectOptionAsync(new SelectOptionValue { Label = origin });
        await page.Locator("#plan-template").SelectOptionAsync(new SelectOptionValue { Label = $"{origin} words (E-mail)" });
        var sender = page.Locator("fieldset", new() { HasText = "Sender" }).First;
        await sender.GetByLabel("Name").FillAsync("Shop SAS");
        await sender.GetByLabel("Address, or number").FillAsync("news@shop.example.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{origin} campaign");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the pre-flight" }).ClickAsync();
        await Assertions.Expect(page.Locator("section:has(#preflight)")).ToContainTextAsync("NO_CONSENT");
    }

    [Fact]
    public async Task What_is_refused_is_said_and_nothing_typed_is_lost()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        var malformed = await SayAsync("/staff/campaigns/plan/templates/new", ("name", "Broken"), ("channel", "email"), ("subject-en", "Hi"), ("text-en", "{{ person."));
        var half = await SayAsync("/staff/campaigns/new", ("name", "Half a window"), ("from", "09:00"), ("senderName", "Shop"));
        var nameless = await SayAsync("/staff/campaigns/plan/segments/new", ("origin", "somewhere"), ("attributes", "colour = blue"));

        Assert.Contains("braces", malformed, StringComparison.Ordinal);
        Assert.Contains("{{ person.", malformed, StringComparison.Ordinal);
        Assert.Contains("A window has a beginning and an end", half, StringComparison.Ordinal);
        Assert.Contains("Half a window", half, StringComparison.Ordinal);
        Assert.Contains("Give it a name", nameless, StringComparison.Ordinal);
        Assert.Contains("colour = blue", nameless, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_is_read_in_a_window_in_which_nothing_runs_and_by_nobody_without_the_right()
    {
        var template = (await host.PostAsync("campaigns/templates", new
        {
            name = "<b>hostile</b>", channel = "email",
            texts = new[] { new { language = "en", subject = "Hi", html = $"<script>alert(1)</script><img src=x onerror=alert(2)>{Whole}", text = Whole } },
        })).GetProperty("id").GetGuid();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        using var html = await _staff.Browser.GetAsync($"/staff/campaigns/plan/templates/{template}/html/en");
        var editor = await _staff.Browser.TextAsync($"/staff/campaigns/plan/templates/{template}");
        using var raw = await _staff.Browser.GetAsync("/staff/campaigns/plan");

        Assert.Equal(HttpStatusCode.OK, html.StatusCode);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'", Assert.Single(html.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("In a window", editor, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;b&gt;hostile", await raw.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var agent = new StaffBrowser(host.Address);
        await agent.EnterAsync(await agent.JoinAsync(host, "Agent"));
        foreach (var path in (string[])["/staff/campaigns/plan", "/staff/campaigns/new", $"/staff/campaigns/plan/templates/{template}", $"/staff/campaigns/plan/templates/{template}/html/en"])
        {
            using var refused = await agent.Browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_pages_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        var template = await host.PostAsync("campaigns/templates", new { name = "Axe", channel = "email", texts = new[] { new { language = "fr", subject = "Bonjour", html = "<p>Bonjour</p>", text = "Bonjour" } } });
        var segment = await host.PostAsync("campaigns/segments", new { name = "Axe", criteria = new { country = "FR" } });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        Assert.Empty(await Judge.DeskAsync(
            chromium, host, _staff, language, colours, "/staff/campaigns", "/staff/campaigns/plan", "/staff/campaigns/new", "/staff/campaigns/plan/segments/new",
            $"/staff/campaigns/plan/segments/{segment.GetProperty("id").GetGuid()}", $"/staff/campaigns/plan/templates/{template.GetProperty("id").GetGuid()}", "/staff/campaigns/deliverability"));
    }

    private async Task<string> SayAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync(path), fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
