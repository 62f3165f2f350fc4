using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>A campaign as its marketer sees it: who gets it and who does not, a launch with open eyes, what came of it; no script anywhere.</summary>
public sealed partial class CampaignPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Hostile = "\"><script>alert('x')</script><b onmouseover=alert(1)>";

    private readonly StaffBrowser _staff = new(host.Address);
    private readonly CampaignStudio _studio = new(host);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_person_runs_the_preflight_launches_on_it_and_sees_what_came_of_it_without_JavaScript()
    {
        var (campaign, consenting, silent) = await _studio.PlannedAsync("Autumn news");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: false);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/staff/campaigns");
        await page.Locator($"a[href='/staff/campaigns/{campaign}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the pre-flight" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = "has consented" }).First).ToContainTextAsync("1");
        await Assertions.Expect(page.Locator($"tr:has-text('NO_CONSENT') a[href='/staff/contacts/{silent.Id}']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($"tr:has-text('has consented') a[href='/staff/contacts/{consenting.Id}']")).ToBeVisibleAsync();
        await page.GetByLabel("Why this mailing").FillAsync("Two new shops.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch the campaign" }).ClickAsync();
        var held = await _studio.StateAsync(campaign);
        await page.GetByLabel("I have seen the pre-flight. Get the message: 1. Excluded: 1.").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch the campaign" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Launched.");
        await _studio.UntilAsync(campaign, "completed");
        await page.GotoAsync($"/staff/campaigns/{campaign}");

        Assert.Equal("draft", held);
        await Assertions.Expect(page.Locator("section:has(#progress)")).ToContainTextAsync("2 of 2 settled (100.0%)");
        await Assertions.Expect(page.Locator("section:has(#progress) tr:has-text('excluded')")).ToContainTextAsync("has not consented");
        await Assertions.Expect(page.Locator("section:has(#results) tr:has-text('Delivered')")).ToContainTextAsync("100.0%");
        await Assertions.Expect(page.Locator("section:has(#preflight)")).ToContainTextAsync("People of the segment");
    }

    [Fact]
    public async Task Without_the_tick_nothing_is_launched_and_nothing_typed_is_lost()
    {
        var (campaign, _, _) = await _studio.PlannedAsync("Not yet");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        var preflight = await PreflightAsync(campaign);

        using var unticked = await SayAsync(campaign, "launch", ("preflight", preflight), ("reason", "Two new shops."));
        using var silent = await SayAsync(campaign, "launch", ("preflight", preflight), ("reason", " "), ("confirmed", "true"));
        using var blind = await SayAsync(campaign, "launch", ("reason", "Because."), ("confirmed", "true"));
        var (page, state) = (await ReadAsync(unticked), await _studio.StateAsync(campaign));

        Assert.All((HttpResponseMessage[])[unticked, silent, blind], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        Assert.Contains("Tick the box", page, StringComparison.Ordinal);
        Assert.Contains("Two new shops.</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("Say why.", await ReadAsync(silent), StringComparison.Ordinal);
        Assert.Equal("draft", state);
    }

    [Fact]
    public async Task A_message_that_lacks_what_it_must_say_is_told_so_and_offers_no_launch()
    {
        var origin = $"o-{Guid.NewGuid():n}";
        var campaign = await _studio.PlanAsync("Bare", origin, text: "{{ sender.name }} {{ source }} {{ objection }} {{ links.data }}");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        var page = await TextAsync($"/staff/campaigns/{campaign}?preflight={await PreflightAsync(campaign)}");

        Assert.Contains("the link to unsubscribe (fr, text)", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/staff/campaigns/{campaign}/launch", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_campaign_is_paused_resumed_and_ended_and_its_page_follows_only_when_asked()
    {
        var (campaign, _, _) = await _studio.PlannedAsync("Later");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        var preflight = await PreflightAsync(campaign);

        using var launched = await SayAsync(campaign, "launch", ("preflight", preflight), ("reason", "Later."), ("confirmed", "true"), ("startAt", "2999-01-01T10:00"));
        using var calm = await _staff.Browser.GetAsync($"/staff/campaigns/{campaign}");
        using var following = await _staff.Browser.GetAsync($"/staff/campaigns/{campaign}?follow=1");
        using var paused = await SayAsync(campaign, "pause");
        var (standing, why) = (await _studio.StateAsync(campaign), await TextAsync($"/staff/campaigns/{campaign}"));
        using var resumed = await SayAsync(campaign, "resume");
        using var rash = await SayAsync(campaign, "end");
        using var ended = await SayAsync(campaign, "end", ("confirmed", "true"));

        Assert.All((HttpResponseMessage[])[launched, paused, resumed, ended], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal("paused", standing);
        Assert.Contains("paused by a person", why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rash.StatusCode);
        Assert.False(calm.Headers.Contains("Refresh"));
        Assert.Equal("10", following.Headers.GetValues("Refresh").Single());
        Assert.Equal("completed", await _studio.StateAsync(campaign));
    }

    [Fact]
    public async Task An_agent_on_the_telephone_gets_one_person_after_another_and_says_what_came_of_it()
    {
        var (campaign, person) = await CallsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        var path = $"/staff/campaigns/{campaign}/calls";

        using var taken = await PostAsync(path);
        var call = await ReadAsync(taken);
        var outcome = Outcome().Match(call).Groups[1].Value;
        using var ended = await PostAsync(outcome, ("outcome", "refused"));
        var told = await TextAsync(ended.Headers.Location!.ToString());
        using var again = await PostAsync(outcome, ("outcome", "reached"));
        using var nobody = await PostAsync(path);
        var sends = (await host.GetAsync($"campaigns/{campaign}/sends")).GetProperty("items").EnumerateArray().Single();

        Assert.Contains("+33612345678", call, StringComparison.Ordinal);
        Assert.Contains("Bonjour Ada", call, StringComparison.Ordinal);
        Assert.Contains($"/staff/contacts/{person.Id}", call, StringComparison.Ordinal);
        Assert.Contains("Wants no more calls", told, StringComparison.Ordinal);
        Assert.EndsWith("wrong=CALL_ENDED", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nobody may be called right now", await ReadAsync(nobody), StringComparison.Ordinal);
        Assert.Equal("REFUSED_IN_CALL", sends.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_DPO_reads_and_changes_nothing_and_an_agent_finds_no_page()
    {
        var (campaign, _, _) = await _studio.PlannedAsync("Seen");
        var path = $"/staff/campaigns/{campaign}";
        using var agent = new StaffBrowser(host.Address);
        await agent.EnterAsync(await agent.JoinAsync(host, "Agent"));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        var shut = new List<HttpResponseMessage> { await agent.Browser.GetAsync("/staff/campaigns"), await agent.Browser.GetAsync(path), await agent.Browser.GetAsync($"{path}/calls") };
        foreach (var step in (string[])["preflight", "launch", "pause", "resume", "end", "test", "calls"])
        {
            shut.Add(await PostAsync($"{path}/{step}", ("confirmed", "true")));
        }

        var forged = await _staff.Browser.PostAsync($"{path}/launch", "made-up");
        var (seen, home) = (await TextAsync(path), await agent.Browser.TextAsync("/staff"));

        Assert.All(shut, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("Words in braces", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{path}", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/campaigns", home, StringComparison.Ordinal);
        Assert.Equal("draft", await _studio.StateAsync(campaign));
        shut.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Hostile_names_words_and_refusals_come_out_as_text()
    {
        var campaign = await _studio.PlanAsync($"name {Hostile}", Hostile, subject: $"subject {Hostile}", text: $"words {Hostile}", html: $"html {Hostile}");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        using var shown = await _staff.Browser.GetAsync($"/staff/campaigns/{campaign}?done={Uri.EscapeDataString(Hostile)}");
        using var listed = await _staff.Browser.GetAsync("/staff/campaigns");
        using var refused = await SayAsync(campaign, "launch", ("preflight", Hostile), ("reason", $"reason {Hostile}"), ("startAt", Hostile));

        foreach (var page in (string[])[await shown.Content.ReadAsStringAsync(), await listed.Content.ReadAsStringAsync(), await refused.Content.ReadAsStringAsync()])
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b ", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("name &quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        }

        Assert.All((string[])["subject", "words", "html"], w => Assert.Contains($"{w} &quot;&gt;&lt;script&gt;", shown.Content.ReadAsStringAsync().Result, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_of_a_campaign_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        var (draft, _, _) = await _studio.PlannedAsync("Printemps");
        var ended = await _studio.EndedCampaignAsync("Nouvelles d'automne");
        var (calls, _) = await CallsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        var preflight = await PreflightAsync(draft);

        var found = await Judge.DeskAsync(
            chromium, host, _staff, language, colours, "/staff/campaigns", $"/staff/campaigns/{draft}", $"/staff/campaigns/{draft}?preflight={preflight}", $"/staff/campaigns/{ended}?done=launch",
            $"/staff/campaigns/{calls}", $"/staff/campaigns/{calls}/calls?wrong=CALL_ENDED");
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: true, language, width: 320, colours);
        var (page, more) = (await visitor.NewPageAsync(), new List<string>());
        await page.GotoAsync($"/staff/campaigns/{calls}/calls");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Locator("button[value=noAnswer]")).ToBeVisibleAsync();
        await Judge.AtAsync(page, "/staff/campaigns/call-taken", more, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        Assert.Empty(found.Concat(more));
    }

    // Not for marketing, so that the hour of the test does not matter.
    private async Task<(Guid Campaign, Person Person)> CallsAsync()
    {
        var (origin, purpose) = ($"o-{Guid.NewGuid():n}", await _studio.PurposeAsync("contract", "phone"));
        var person = await _studio.PersonAsync(origin, "+33612345678");
        var campaign = await _studio.PlanAsync("Rappels", origin, "phone", purpose, "Bonjour {{ person.givenName }}, {{ sender.name }}. {{ source }} {{ objection }}");
        await _studio.LaunchAsync(campaign);
        await Gdpr.Testing.Eventually.Async(async () => (await host.GetAsync($"campaigns/{campaign}")).GetProperty("prepared").GetBoolean(), TimeSpan.FromSeconds(60), "the list is filled");
        return (campaign, person);
    }

    private async Task<string> PreflightAsync(Guid campaign)
    {
        using var answer = await SayAsync(campaign, "preflight");
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await ReadAsync(answer));
        return Preflight().Match(answer.Headers.Location!.ToString()).Groups[1].Value;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private Task<string> TextAsync(string path) => _staff.Browser.TextAsync(path);

    private Task<HttpResponseMessage> SayAsync(Guid campaign, string step, params (string, string)[] fields) => PostAsync($"/staff/campaigns/{campaign}/{step}", fields);

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), fields);

    [GeneratedRegex("preflight=([0-9a-f-]{36})")]
    private static partial Regex Preflight();

    [GeneratedRegex("action=\"(/staff/campaigns/[0-9a-f-]{36}/calls/[0-9a-f-]{36})\"")]
    private static partial Regex Outcome();
}
