using System.Net;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

/// <summary>What a person sees and does is their own, whatever ids they type.</summary>
public sealed partial class OwnDataTests(PortalHost host) : IDisposable
{
    private readonly PlainBrowser _browser = new(host.Address);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_choice_is_given_and_withdrawn_with_receipts_and_counts_at_once()
    {
        var person = await host.PersonAsync();
        await _browser.SignInAsync(host, person);

        using var given = await ChooseAsync("yes");
        var allowed = await DecisionAsync(person);
        using var withdrawn = await ChooseAsync("no");
        var refused = await DecisionAsync(person);
        var page = await _browser.TextAsync("/en/choices");

        Assert.Equal("/en/choices?done=given", given.Headers.Location?.ToString());
        Assert.Equal("/en/choices?done=withdrawn", withdrawn.Headers.Location?.ToString());
        Assert.True(allowed);
        Assert.False(refused);
        Assert.Equal(2, Receipt().Count(page));
    }

    [Fact]
    public async Task Who_looked_is_shown_without_a_name_and_without_own_visits()
    {
        var person = await host.PersonAsync();
        await host.GetAsync($"contacts/{person.Id}");
        await host.PostAsync("contacts/search", new { query = person.Email });
        await _browser.SignInAsync(host, person);
        await _browser.TextAsync("/en/data");

        var page = await _browser.TextAsync("/en/data");

        Assert.Single(Looked().Matches(page));
        Assert.Contains("found by a search", page, StringComparison.Ordinal);
        Assert.DoesNotContain("integrator", page[page.IndexOf("id=\"reads\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_received_the_data_is_named_with_the_day()
    {
        var (person, unread) = (await host.PersonAsync(), await host.PersonAsync());
        await host.GetAsync($"contacts/{person.Id}");
        await _browser.SignInAsync(host, person);
        using var other = new PlainBrowser(host.Address);
        await other.SignInAsync(host, unread);

        Assert.Matches($"<li>{PortalHost.Client}, last on [^<]+</li>", await _browser.TextAsync("/en/data"));
        Assert.Contains("Nobody outside the company", await other.TextAsync("/en/data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_oneself_is_no_disclosure_to_a_recipient()
    {
        var person = await host.PersonAsync();
        await host.GetAsync($"contacts/{person.Id}");
        await _browser.SignInAsync(host, person);
        Assert.Contains(person.Email, await _browser.TextAsync("/en/data"), StringComparison.Ordinal);

        await using var contacts = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={host.DatabaseOf("contacts")};Mode=ReadOnly");
        await contacts.OpenAsync();
        await using var asked = contacts.CreateCommand();
        asked.CommandText = "SELECT group_concat(Recipient) FROM Disclosures WHERE upper(SubjectId) = $id";
        asked.Parameters.AddWithValue("$id", person.Id.ToString().ToUpperInvariant());

        Assert.Equal("integrator:integrator", await asked.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("access", "")]
    [InlineData("erasure", "")]
    [InlineData("portability", "")]
    [InlineData("automatedDecision", "")]
    [InlineData("objection", "")]
    [InlineData("restriction", "ground=accuracy")]
    [InlineData("rectification", "datum=city;to=Lyon")]
    public async Task Each_of_the_seven_rights_is_exercised_without_a_code(string right, string details)
    {
        var person = await host.PersonAsync();
        await _browser.SignInAsync(host, person);
        var fields = details.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(d => d.Split('=')).Select(d => (d[0], d[1]));

        using var made = await _browser.PostAsync("/en/requests", await _browser.FormTokenAsync($"/en/requests/new?right={right}"), [("right", right), .. fields]);
        var shown = await _browser.TextAsync(made.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        Assert.Contains("Answer due by", shown, StringComparison.Ordinal);
        await Gdpr.Testing.Eventually.Async(
            async () => !(await _browser.TextAsync(made.Headers.Location!.ToString())).Contains("we are waiting for the confirmation", StringComparison.Ordinal)
                && !(await _browser.TextAsync(made.Headers.Location!.ToString())).Contains("<strong>received</strong>", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            "the request has left identification");
    }

    [Fact]
    public async Task Another_persons_request_cannot_be_seen_written_to_or_downloaded()
    {
        var (owner, stranger) = (await host.PersonAsync(), await host.PersonAsync());
        await _browser.SignInAsync(host, owner);
        using var made = await _browser.PostAsync("/en/requests", await _browser.FormTokenAsync("/en/requests/new?right=access"), ("right", "access"));
        var path = made.Headers.Location!.ToString().Split('?')[0];
        using var nosy = new PlainBrowser(host.Address);
        await nosy.SignInAsync(host, stranger);

        using var seen = await nosy.GetAsync(path);
        using var package = await nosy.GetAsync($"{path}/package");
        using var letter = await nosy.GetAsync($"{path}/letter");
        using var written = await nosy.PostAsync($"{path}/messages", await nosy.FormTokenAsync("/en/choices"), ("text", "hello"));
        var own = await _browser.TextAsync(path);
        var list = await nosy.TextAsync("/en/requests");

        Assert.All([seen, package, letter, written], a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.DoesNotContain("hello", own, StringComparison.Ordinal);
        Assert.DoesNotContain(path, list, StringComparison.Ordinal);
        Assert.Contains(path, await _browser.TextAsync("/en/requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_name_or_message_stays_text()
    {
        const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var person = await host.PersonAsync(Hostile);
        await _browser.SignInAsync(host, person);
        using var made = await _browser.PostAsync("/en/requests", await _browser.FormTokenAsync("/en/requests/new?right=access"), ("right", "access"), ("text", Hostile));
        var path = made.Headers.Location!.ToString().Split('?')[0];
        using var written = await _browser.PostAsync($"{path}/messages", await _browser.FormTokenAsync(path), ("text", Hostile));
        using var data = await _browser.GetAsync("/en/data");
        using var request = await _browser.GetAsync(path);
        using var reflected = await _browser.GetAsync($"/en/requests/new?right={Uri.EscapeDataString(Hostile)}");

        foreach (var answer in new[] { data, request, reflected })
        {
            var raw = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", raw, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("&lt;script", await data.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("&lt;script", await request.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> ChooseAsync(string allow) => await _browser.PostAsync(
        "/en/choices", await _browser.FormTokenAsync("/en/choices"), ("purpose", PortalHost.Marketing), ("channel", "email"), ("allow", allow));

    private async Task<bool> DecisionAsync(Person person) =>
        (await host.GetAsync($"consent/decisions?subjectId={person.Id}&channel=email&purpose={PortalHost.Marketing}")).GetProperty("allowed").GetBoolean();

    [GeneratedRegex("/en/receipts/[0-9a-f-]{36}")]
    private static partial Regex Receipt();

    [GeneratedRegex("the record was looked at")]
    private static partial Regex Looked();
}
