using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace Gdpr.Web.Tests;

/// <summary>Finding a person and reading all that is known of them, as far as one's roles go.</summary>
public sealed partial class ContactPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Script = "<script>alert(1)</script>";
    private const string Encoded = "&lt;script&gt;alert(1)&lt;/script&gt;";

    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task An_agent_finds_a_person_by_e_mail_and_reads_whether_they_may_be_contacted_and_why()
    {
        var person = await host.PersonAsync();
        var number = await OrderAsync(person);
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));

        var found = await SearchAsync(person.Email);
        var page = await _staff.Browser.TextAsync($"/staff/contacts/{person.Id}");

        Assert.Contains($"href=\"/staff/contacts/{person.Id}\"", found, StringComparison.Ordinal);
        Assert.Contains("Zoé Exemple", found, StringComparison.Ordinal);
        Assert.Contains($"{person.Email}, home, main, verified", page, StringComparison.Ordinal);
        Assert.Contains("newsletter, by their form", page, StringComparison.Ordinal);
        Assert.Contains($"Order {number}", page, StringComparison.Ordinal);
        foreach (var (channel, name) in new[] { ("email", "E-mail"), ("sms", "Text message") })
        {
            var decision = await host.GetAsync($"consent/decisions?subjectId={person.Id}&channel={channel}&purpose={PortalHost.Marketing}");
            var row = Row(page, $"Newsletter, {name}");
            Assert.Contains(">no</span>", row, StringComparison.Ordinal);
            Assert.Contains(decision.GetProperty("why").GetString()!, row, StringComparison.Ordinal);
            Assert.Contains(decision.GetProperty("code").GetString()!, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_search_puts_the_address_into_no_url_and_into_no_log()
    {
        var person = await host.PersonAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));

        using var answer = await PostAsync("/staff/contacts", person.Email);
        var found = await answer.Content.ReadAsStringAsync();
        var byAddress = await _staff.Browser.TextAsync($"/staff/contacts?query={Uri.EscapeDataString(person.Email)}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains(person.Id.ToString(), found, StringComparison.Ordinal);
        var addresses = Address().Matches(found).Select(m => Uri.UnescapeDataString(WebUtility.HtmlDecode(m.Groups[1].Value))).ToList();
        Assert.Contains("/staff/contacts", addresses);
        Assert.DoesNotContain(addresses, a => a.Contains('@', StringComparison.Ordinal) || a.Contains('?', StringComparison.Ordinal));
        Assert.DoesNotContain("method=\"get\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Id.ToString(), byAddress, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email, byAddress, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_notes_and_searches_stay_text()
    {
        var id = await HostileAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent", "DPO"));

        var found = await SearchRawAsync(Script);
        using var answer = await _staff.Browser.GetAsync($"/staff/contacts/{id}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains($"/staff/contacts/{id}", found, StringComparison.Ordinal);
        Assert.Contains(Encoded, Section(page, "notes"), StringComparison.Ordinal);
        Assert.True(Regex.Count(Section(page, "identity"), Regex.Escape(Encoded)) >= 4, "family name, city, attribute and origin are shown");
        foreach (var shown in (string[])[found, page])
        {
            Assert.Contains(Encoded, shown, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", shown, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("Auditor")]
    [InlineData("Administrator")]
    public async Task Who_may_not_read_contacts_gets_nothing(string role)
    {
        var person = await host.PersonAsync();
        var desk = await _staff.EnterAsync(await _staff.JoinAsync(host, role));

        using var form = await _staff.Browser.GetAsync("/staff/contacts");
        using var page = await _staff.Browser.GetAsync($"/staff/contacts/{person.Id}");
        using var search = await _staff.Browser.PostAsync("/staff/contacts", await _staff.Browser.FormTokenAsync("/staff"), ("query", person.Email));

        Assert.DoesNotContain("/staff/contacts", desk, StringComparison.Ordinal);
        foreach (var answer in (HttpResponseMessage[])[form, page, search])
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain(person.Email, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Marketer", "identity notes contact")]
    [InlineData("Agent", "identity notes contact requests sales")]
    [InlineData("DPO", "identity notes contact holds requests sales trail")]
    public async Task Each_role_sees_the_sections_that_its_scopes_open(string role, string sections)
    {
        var person = await host.PersonAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, role));

        var page = await _staff.Browser.TextAsync($"/staff/contacts/{person.Id}");

        Assert.Equal(sections, string.Join(' ', Named().Matches(page).Select(m => m.Groups[1].Value)));
    }

    [Fact]
    public async Task A_request_of_the_person_and_the_reading_itself_are_listed()
    {
        var person = await host.PersonAsync();
        await host.PostAsync("subject-rights/requests", new
        {
            right = "access", subject = new { email = person.Email }, receivedAt = DateTimeOffset.UtcNow, channel = "email", country = "FR", language = "fr",
        });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        await _staff.Browser.TextAsync($"/staff/contacts/{person.Id}");
        var page = await _staff.Browser.TextAsync($"/staff/contacts/{person.Id}");

        Assert.Contains("/staff/requests/", Section(page, "requests"), StringComparison.Ordinal);
        Assert.Contains("contact.read", Section(page, "trail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_unknown_is_not_found_a_forged_search_is_refused_and_strangers_go_to_the_door()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        using var stranger = new PlainBrowser(host.Address);

        using var unknown = await _staff.Browser.GetAsync($"/staff/contacts/{Guid.CreateVersion7()}");
        using var forged = await _staff.Browser.PostAsync("/staff/contacts", "made-up", ("query", "Exemple"));
        using var empty = await PostAsync("/staff/contacts", " ");
        using var outside = await stranger.GetAsync("/staff/contacts");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("Say whom you look for.", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("/connect/authorize?", outside.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_about_contacts_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        var person = await host.PersonAsync();
        await OrderAsync(person);
        await host.PostAsync($"contacts/{person.Id}/notes", new { text = "Rappeler / call back" });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO", "Agent"));
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true, language, width: 320, colours);
        await visitor.AddCookiesAsync(_staff.Browser.Cookies.GetCookies(host.Address)
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString(), HttpOnly = true }));
        var page = await visitor.NewPageAsync();
        var (found, shots) = (new List<string>(), Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        await Judge.LookAsync(page, "/staff/contacts", found, shots);
        foreach (var (query, name) in new[] { ("nobody@example.test", "nobody"), (person.Email, "found") })
        {
            await page.Locator("#query").FillAsync(query);
            await page.Locator("main form button").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
            await Judge.AtAsync(page, $"staff-contacts-{name}", found, shots);
        }

        await page.Locator("tbody a").ClickAsync();
        await Assertions.Expect(page.Locator("#contact")).ToContainTextAsync(language == "fr-FR" ? "Peut-on contacter" : "May this person be contacted");
        await Assertions.Expect(page.Locator("#contact + table")).ToContainTextAsync(language == "fr-FR" ? "n'a pas consenti" : "not consented");
        await Judge.AtAsync(page, "staff-contacts-person", found, shots);
        await Judge.LookAsync(page, $"/staff/contacts/{Guid.Empty}", found, shots);

        Assert.Empty(found);
    }

    private async Task<string> SearchAsync(string query) => WebUtility.HtmlDecode(await SearchRawAsync(query));

    private async Task<string> SearchRawAsync(string query)
    {
        using var answer = await PostAsync("/staff/contacts", query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string query) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff/contacts"), ("query", query));

    private async Task<string> OrderAsync(Person person)
    {
        var number = $"C-{Guid.CreateVersion7():N}";
        await host.PostAsync("sales/orders", new
        {
            number, orderedOn = "2026-01-15", subjectId = person.Id, currency = "EUR", concludedOnline = true, consumer = true,
            lines = new[] { new { product = "P1", quantity = 1, amount = 12.5 } },
        });
        return number;
    }

    private async Task<Guid> HostileAsync()
    {
        var made = await host.PostAsync("contacts", new
        {
            kind = "person", familyName = Script, city = Script, country = "FR", language = "fr", audience = "B2C",
            emails = new[] { new { value = $"x{Guid.CreateVersion7():N}@example.test", type = "home", primary = true, verified = false } },
            attributes = new Dictionary<string, string> { [Script] = Script },
            source = new { origin = Script, obtainedAt = DateTimeOffset.UnixEpoch.AddYears(55), detail = Script, act = "form" },
        });
        var id = made.GetProperty("id").GetGuid();
        await host.PostAsync($"contacts/{id}/notes", new { text = Script });
        return id;
    }

    private static string Row(string page, string head) =>
        page.Split("<tr>").Single(r => r.Contains($"<th scope=\"row\">{head}</th>", StringComparison.Ordinal));

    private static string Section(string page, string id) =>
        page.Split("<section").Single(s => s.Contains($"<h2 id=\"{id}\">", StringComparison.Ordinal));

    [GeneratedRegex("(?:href|action)=\"([^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<h2 id=\"([a-z]+)\">")]
    private static partial Regex Named();
}
