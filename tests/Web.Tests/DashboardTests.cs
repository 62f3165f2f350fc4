using System.Net;
using System.Text.RegularExpressions;
using Gdpr.Testing;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>What a member of staff sees first, of the rooms that their roles open.</summary>
public sealed class DashboardTests(PortalHost host, Chromium chromium) : IDisposable
{
    private readonly StaffBrowser _staff = new(host.Address);
    private readonly CampaignStudio _studio = new(host);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task The_most_urgent_request_and_breach_stand_there_with_what_is_left_in_words()
    {
        var id = await LateRequestAsync(monthsAgo: 23);
        var breach = await LateBreachAsync(hoursAgo: 900);

        var page = await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        var (requests, breaches) = (Section(page, "requests"), Section(page, "breaches"));
        Assert.Matches("(?s)badge late\">past due</span></th>\\s*<td data-label=\"Requests\">[1-9]", requests);
        Assert.Contains("badge soon\">due soon", requests, StringComparison.Ordinal);
        Assert.Contains("badge fine\">on time", requests, StringComparison.Ordinal);
        Assert.Contains("clock paused", requests, StringComparison.Ordinal);
        Assert.Matches($"(?s)/staff/requests/{id}\".*?past due by 6\\d\\d d", requests);
        Assert.Matches($"(?s)/staff/breaches/{breach}\".*?badge late\">past due</span>.*?past by 828 h", breaches);
    }

    [Fact]
    public async Task Consent_is_counted_by_purpose_and_channel_and_a_refusal_beside_it()
    {
        var purpose = await _studio.PurposeAsync("consent", "email");
        var (yes, no) = (await host.PersonAsync(), await host.PersonAsync());
        await _studio.ConsentAsync(yes, purpose);
        await _studio.ConsentAsync(no, purpose, "withdrawn");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        using var counted = await _staff.Browser.PostAsync("/staff/consents/count", await _staff.Browser.FormTokenAsync("/staff"));
        Assert.Equal("/staff/consents?done=counted", counted.Headers.Location?.OriginalString);
        Assert.Matches(
            "(?s)<th scope=\"row\">All</th>.*?<strong>[0-9.]+%</strong> <span class=\"note\">1 of [0-9,]+</span>.*?<strong>[0-9.]+%</strong> <span class=\"note\">1 of [0-9,]+</span>",
            Section(await _staff.Browser.TextAsync($"/staff/consents?purpose={purpose}"), "c-email"));
        Assert.Contains("Counted on", Section(await _staff.Browser.TextAsync("/staff"), "consents"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_read_has_no_button_to_count_and_cannot()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Sales"));

        using var refused = await _staff.Browser.PostAsync("/staff/consents/count", await _staff.Browser.FormTokenAsync("/staff"));
        var page = await _staff.Browser.TextAsync("/staff/consents");

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain("Count now", page, StringComparison.Ordinal);
        using var unknown = await _staff.Browser.GetAsync("/staff/consents?purpose=nothing");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_last_campaigns_say_what_came_of_them_and_hostile_names_stay_text()
    {
        var campaign = await _studio.EndedCampaignAsync("<script>alert(1)</script>");

        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        using var answer = await _staff.Browser.GetAsync("/staff");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Matches($"(?s)/staff/campaigns/{campaign}\">&lt;script&gt;.*?>ended</span>.*?>1 <span class=\"note\">100.0%</span>.*?>0 <span class=\"note\">0.0%</span></td>", page);
    }

    [Theory]
    [InlineData("Auditor", "breaches", "requests consents campaigns")]
    [InlineData("Agent", "requests consents", "breaches campaigns")]
    [InlineData("Marketer", "consents campaigns", "requests breaches")]
    [InlineData("Sales", "consents", "requests breaches campaigns")]
    [InlineData("DPO", "requests breaches consents campaigns", "")]
    public async Task A_role_sees_the_rooms_of_its_scopes(string role, string open, string shut)
    {
        var page = await _staff.EnterAsync(await _staff.JoinAsync(host, role));

        Assert.All(open.Split(' '), id => Assert.Contains($"<h2 id=\"{id}\">", page, StringComparison.Ordinal));
        Assert.All(shut.Split(' ', StringSplitOptions.RemoveEmptyEntries), id => Assert.DoesNotContain($"<h2 id=\"{id}\">", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_dashboard_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        await LateRequestAsync(monthsAgo: 4);
        await LateBreachAsync(hoursAgo: 60);
        await _studio.ConsentAsync(await host.PersonAsync(), PortalHost.Marketing);
        await _studio.EndedCampaignAsync("Nouvelles d'automne");
        await host.PostAsync("consent/rates", new { });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO", "Marketer"));

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, "/staff", "/staff/consents", "/staff/consents?done=counted", "/staff/consents?wrong=refused"));
    }

    private async Task<Guid> LateRequestAsync(int monthsAgo)
    {
        var person = await host.PersonAsync();
        return (await host.PostAsync("subject-rights/requests", new
        {
            right = "access", subject = new { subjectId = person.Id }, receivedAt = DateTimeOffset.UtcNow.AddMonths(-monthsAgo), channel = "post", country = "FR", language = "fr",
        })).GetProperty("id").GetGuid();
    }

    private async Task<Guid> LateBreachAsync(int hoursAgo)
    {
        var id = (await host.PostAsync("breach-notification/breaches", new { country = "FR" })).GetProperty("id").GetGuid();
        await host.PostAsync($"breach-notification/breaches/{id}/awareness", new { awareAt = DateTimeOffset.UtcNow.AddHours(-hoursAgo), decidedBy = "Dana DPO", reason = "The log shows the copy." });
        return id;
    }

    private static string Section(string page, string id) => page.Split("<section").Single(s => s.Contains($" id=\"{id}\">", StringComparison.Ordinal));
}
