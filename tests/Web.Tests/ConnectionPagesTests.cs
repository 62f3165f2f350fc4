using System.Net;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>Third parties as an administrator sets them up; nothing is asked of one before it is enabled.</summary>
public sealed class ConnectionPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Hostile = "\"><script>alert('x')</script><b onmouseover=alert(1)>";

    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_connection_is_added_tried_enabled_and_disabled_without_JavaScript()
    {
        var key = Key();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: false);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/staff/connections");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a connection" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Warehouse");
        await page.GetByLabel("Short code").FillAsync(key);
        await page.GetByLabel("Role").SelectOptionAsync("processor");
        await page.GetByLabel("Address (https)").FillAsync("https://warehouse.invalid/api");
        await page.GetByLabel("Hosts that may be called").FillAsync("warehouse.invalid");
        await page.GetByLabel("Token").FillAsync("a-token-of-the-tests");
        await page.GetByLabel("external id").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the connection" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Recorded, and disabled");
        var added = await FindAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("broken");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("does not answer");
        var tried = await page.ContentAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Enabled: it takes part");
        var enabled = (await FindAsync(key)).GetProperty("enabled").GetBoolean();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Disabled: what requests");

        Assert.False(added.GetProperty("enabled").GetBoolean());
        Assert.Equal(["email", "externalId"], added.GetProperty("identifierKinds").EnumerateArray().Select(k => k.GetString()));
        Assert.True(added.GetProperty("mayHoldUnknown").GetBoolean());
        Assert.DoesNotContain("a-token-of-the-tests", tried, StringComparison.Ordinal);
        Assert.True(enabled);
        Assert.False((await FindAsync(key)).GetProperty("enabled").GetBoolean());
    }

    [Theory]
    [InlineData("key", "Not Kebab", "small letters, digits and hyphens")]
    [InlineData("baseUrl", "http://warehouse.invalid", "over https only")]
    [InlineData("allowHosts", "other.invalid", "must be on the allow-list")]
    [InlineData("role", "emperor", "Say its role.")]
    [InlineData("name", "", "Something is missing")]
    public async Task What_is_refused_is_said_in_words_nothing_typed_is_lost_and_the_token_is_never_shown_again(string field, string value, string words)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));

        using var answer = await AddAsync((field, value));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("value=\"phone\" checked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a-token-of-the-tests", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_replaced_and_a_wrong_one_refused()
    {
        var id = await MadeAsync("Warehouse");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));

        using var replaced = await PostAsync($"/staff/connections/{id}/token", ("token", "another-token"));
        using var refused = await PostAsync($"/staff/connections/{id}/token", ("token", "not printable \u00e9"));

        Assert.Equal(HttpStatusCode.SeeOther, replaced.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain("not printable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_and_changes_nothing_and_a_marketer_finds_no_page()
    {
        var id = await MadeAsync("Warehouse");
        using var marketer = new StaffBrowser(host.Address);
        var home = await marketer.EnterAsync(await marketer.JoinAsync(host, "Marketer"));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));

        var shut = new List<HttpResponseMessage>
        {
            await marketer.Browser.GetAsync("/staff/connections"), await marketer.Browser.GetAsync($"/staff/connections/{id}"), await _staff.Browser.GetAsync("/staff/connections/new"),
            await AddAsync(), await PostAsync($"/staff/connections/{id}/health"), await PostAsync($"/staff/connections/{id}/enable"), await PostAsync($"/staff/connections/{id}/disable"),
            await PostAsync($"/staff/connections/{id}/token", ("token", "x")),
        };
        using var forged = await _staff.Browser.PostAsync($"/staff/connections/{id}/enable", "made-up");
        var (list, seen) = (await _staff.Browser.TextAsync("/staff/connections"), await _staff.Browser.TextAsync($"/staff/connections/{id}"));

        Assert.All(shut, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.DoesNotContain("/staff/connections", home, StringComparison.Ordinal);
        Assert.Contains($"/staff/connections/{id}", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/connections/new", list, StringComparison.Ordinal);
        Assert.Contains("Your roles do not try connections.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"/staff/connections/{id}", seen, StringComparison.Ordinal);
        shut.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Hostile_words_come_out_as_text()
    {
        var id = await MadeAsync($"name {Hostile}");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        using var shown = await _staff.Browser.GetAsync($"/staff/connections/{id}?done={Uri.EscapeDataString(Hostile)}");
        using var listed = await _staff.Browser.GetAsync("/staff/connections");
        using var refused = await AddAsync(("name", $"name {Hostile}"), ("key", Hostile), ("baseUrl", Hostile), ("allowHosts", Hostile));

        foreach (var answer in (HttpResponseMessage[])[shown, listed, refused])
        {
            var page = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b ", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("name &quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_of_a_connection_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        var id = await MadeAsync("Entrepôt");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));

        var found = await Judge.DeskAsync(chromium, host, _staff, language, colours, "/staff/connections", "/staff/connections/new", $"/staff/connections/{id}?done=new");
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: true, language, width: 320, colours);
        var (page, more) = (await visitor.NewPageAsync(), new List<string>());
        await page.GotoAsync($"/staff/connections/{id}");
        await page.Locator("main button").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await Judge.AtAsync(page, "/staff/connections/tried", more, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        Assert.Empty(found.Concat(more));
    }

    private static string Key() => $"k{Guid.NewGuid():n}"[..20];

    private async Task<Guid> MadeAsync(string name) => (await host.PostAsync("connectors/connections", new
    {
        key = Key(), definition = "in-house-http", name, baseUrl = "https://warehouse.invalid/api", token = "a-token-of-the-tests", role = "processor",
        identifierKinds = new[] { "email" }, allowHosts = new[] { "warehouse.invalid" },
    })).GetProperty("id").GetGuid();

    private async Task<System.Text.Json.JsonElement> FindAsync(string key) =>
        (await host.GetAsync("connectors/connections?limit=500")).GetProperty("items").EnumerateArray().Single(c => c.GetProperty("key").GetString() == key);

    private Task<HttpResponseMessage> AddAsync(params (string Name, string Value)[] other)
    {
        (string Name, string Value)[] typed =
        [
            ("name", "Warehouse"), ("key", Key()), ("role", "processor"), ("definition", "in-house-http"), ("baseUrl", "https://warehouse.invalid/api"), ("allowHosts", "warehouse.invalid"),
            ("token", "a-token-of-the-tests"), ("identifierKinds", "phone"),
        ];
        return PostAsync("/staff/connections/new", [.. typed.Where(t => other.All(o => o.Name != t.Name)), .. other]);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), fields);
}
