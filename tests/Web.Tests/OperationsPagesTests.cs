using System.Net;
using System.Text.Json;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace Gdpr.Web.Tests;

/// <summary>Messages that a room could not handle, as those see them who mend the cause.</summary>
public sealed class OperationsPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Stopped = "Gdpr.Messages.Campaigns.ContactStopped";

    private readonly StaffBrowser _staff = new(host.Address);
    private readonly List<Guid> _left = [];

    public void Dispose()
    {
        _left.ForEach(id => Do("""DELETE FROM "DeadMessages" WHERE "Id" = $id""", ("$id", id)));
        _staff.Dispose();
    }

    [Fact]
    public async Task A_message_set_aside_is_shown_without_its_words_and_does_its_work_when_it_is_replayed()
    {
        var person = await host.PersonAsync();
        var id = Leave(Stopped, "TimeoutException", ObjectionOf(person));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var before = await CodeAsync(person);

        var page = await _staff.Browser.TextAsync("/staff/operations");
        using var replayed = await ReplayAsync("consent", id);
        var told = await _staff.Browser.TextAsync(replayed.Headers.Location!.ToString());
        await Eventually.Async(async () => await CodeAsync(person) != before, TimeSpan.FromSeconds(60), "the objection is recorded");
        using var again = await ReplayAsync("consent", id);

        var row = Row(page, id);
        Assert.Contains($"<code>{Stopped}</code>", row, StringComparison.Ordinal);
        Assert.Contains("consent-contact-stopped", row, StringComparison.Ordinal);
        Assert.Contains("<code>TimeoutException</code>", row, StringComparison.Ordinal);
        Assert.Contains("<td>5 times</td>", row, StringComparison.Ordinal);
        Assert.Contains(">3 h ago</time>", row, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Id.ToString(), page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.SeeOther, replayed.StatusCode);
        Assert.Contains("Replayed", told, StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString(), told, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("wrong=DEAD_MESSAGE_NOT_FOUND", again.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_types_and_reasons_stay_text_and_an_empty_room_says_so()
    {
        Leave("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "{}");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        using var answer = await _staff.Browser.GetAsync("/staff/operations?wrong=%3Cscript%3E");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Nothing waits here.", Section(page, "governance"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_sees_the_rooms_of_its_scopes_and_replays_only_where_it_may_write()
    {
        var id = Leave(Stopped, "TimeoutException", ObjectionOf(await host.PersonAsync()));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        var page = await _staff.Browser.TextAsync("/staff/operations");
        using var refused = await ReplayAsync("consent", id);
        using var closed = await ReplayAsync("identity", id);
        using var forged = await _staff.Browser.PostAsync($"/staff/operations/consent/{id}/replay", "made-up");

        Assert.Contains("Not with your roles.", Row(page, id, Stopped), StringComparison.Ordinal);
        Assert.DoesNotContain("r-identity", page, StringComparison.Ordinal);
        Assert.DoesNotContain("r-sales", page, StringComparison.Ordinal);
        Assert.Contains("?wrong=", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains((await host.GetAsync("consent/dead-messages")).GetProperty("items").EnumerateArray(), m => m.GetProperty("id").GetGuid() == id);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_page_of_operations_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        Leave(Stopped, "TimeoutException", ObjectionOf(await host.PersonAsync()));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true, language, width: 320, colours);
        await visitor.AddCookiesAsync(_staff.Browser.Cookies.GetCookies(host.Address)
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString(), HttpOnly = true }));
        var page = await visitor.NewPageAsync();
        var found = new List<string>();

        foreach (var path in (string[])["/staff/operations", "/staff/operations?done=replayed", "/staff/operations?wrong=DEAD_MESSAGE_NOT_FOUND"])
        {
            await Judge.LookAsync(page, path, found, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));
            await Assertions.Expect(page.Locator("#r-consent + table").First).ToBeVisibleAsync();
        }

        Assert.Empty(found);
    }

    // As the room itself sets one aside: an act of a person that Consent could not record in five deliveries.
    private Guid Leave(string type, string reason, string body)
    {
        var id = Guid.CreateVersion7();
        Do(
            """
            INSERT INTO "DeadMessages" ("Id", "MessageId", "Endpoint", "MessageType", "Body", "Reason", "Deliveries", "At")
            VALUES ($id, $message, 'consent-contact-stopped', $type, $body, $reason, 5, $at)
            """,
            ("$id", id), ("$message", Guid.CreateVersion7()), ("$type", type), ("$body", body), ("$reason", reason), ("$at", DateTimeOffset.UtcNow.AddHours(-3.5).UtcTicks));
        _left.Add(id);
        return id;
    }

    private void Do(string sql, params (string Name, object Value)[] values)
    {
        using var room = new SqliteConnection($"Data Source={host.DatabaseOf("consent")};Pooling=False");
        room.Open();
        using var command = room.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static string ObjectionOf(Person person) => JsonSerializer.Serialize(new
    {
        actId = Guid.CreateVersion7(), subjectId = person.Id, channel = "email", purpose = (string?)null, reason = "unsubscribed", at = DateTimeOffset.UtcNow, controllerId = (string?)null,
    });

    private async Task<string> CodeAsync(Person person) =>
        (await host.GetAsync($"consent/decisions?subjectId={person.Id}&channel=email&purpose={PortalHost.Marketing}")).GetProperty("code").GetString()!;

    private async Task<HttpResponseMessage> ReplayAsync(string room, Guid id) =>
        await _staff.Browser.PostAsync($"/staff/operations/{room}/{id}/replay", await _staff.Browser.FormTokenAsync("/staff/operations"));

    private static string Row(string page, Guid id) => page.Split("<tr>").Single(r => r.Contains($"/{id}/replay", StringComparison.Ordinal));

    private static string Row(string page, Guid id, string type)
    {
        Assert.DoesNotContain($"/{id}/replay", page, StringComparison.Ordinal);
        return page.Split("<tr>").First(r => r.Contains(type, StringComparison.Ordinal));
    }

    private static string Section(string page, string room) =>
        page.Split("<section").Single(s => s.Contains($"<h2 id=\"r-{room}\">", StringComparison.Ordinal));
}
