using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>The house changed at the desk: accounts, programs, purposes, notices; by whoever has the right, and nothing typed is lost.</summary>
public sealed partial class SettingsStepsTests(PortalHost host, Chromium chromium) : IDisposable
{
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task An_administrator_invites_changes_and_lets_go()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        var email = $"m{Guid.NewGuid():n}@example.test";

        using var invited = await SayAsync("/staff/settings", "/staff/settings/staff", ("email", email), ("roles", "Agent"));
        var id = Regex.Match(await _staff.Browser.TextAsync("/staff/settings"), $"/staff/settings/staff/([0-9a-f-]+)\">{email}").Groups[1].Value;
        var member = $"/staff/settings/staff/{id}";
        using var roles = await SayAsync(member, $"{member}/roles", ("roles", "Auditor"));
        var changed = await _staff.Browser.TextAsync(member);
        using var unticked = await SayAsync(member, $"{member}/leave");
        using var left = await SayAsync(member, $"{member}/leave", ("confirmed", "true"));
        using var gone = await _staff.Browser.GetAsync(member);

        Assert.All((HttpResponseMessage[])[invited, roles, left], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.NotEmpty(await host.LinkAsync(email));
        Assert.Contains("auditor", changed, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (unticked.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task A_program_gets_a_secret_that_is_shown_once_and_loses_its_right()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        var name = $"shop-{Guid.NewGuid():n}"[..20];

        using var registered = await SayAsync("/staff/settings", "/staff/settings/clients", ("id", name), ("scopes", "contacts.read\nconsent.read"));
        var secret = Secret().Match(await registered.Content.ReadAsStringAsync()).Groups[1].Value;
        using var wrong = await SayAsync("/staff/settings", "/staff/settings/clients", ("id", $"{name}-2"), ("scopes", "contacts.everything"));
        var refused = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        var before = await TokenAsync(name, secret);
        using var removed = await SayAsync("/staff/settings", $"/staff/settings/clients/{name}/remove", ("confirmed", "true"));

        Assert.NotEmpty(secret);
        Assert.DoesNotContain(secret, await _staff.Browser.TextAsync("/staff/settings"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("One of the rights does not exist", refused, StringComparison.Ordinal);
        Assert.Contains("contacts.everything", refused, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther), (before, removed.StatusCode));
        Assert.NotEqual(HttpStatusCode.OK, await TokenAsync(name, secret));
    }

    [Fact]
    public async Task A_purpose_and_its_notice_are_added_and_one_form_sent_twice_is_one()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var code = $"p-{Guid.NewGuid():n}"[..20];
        (string, string)[] purpose = [("code", code), ("fr", "Conseils"), ("en", "Advice"), ("legalBasis", "consent"), ("channels", "email"), ("consentMonths", "24"), ("once", Guid.CreateVersion7().ToString())];

        using var added = await SayAsync("/staff/settings", "/staff/settings/purposes", purpose);
        using var again = await SayAsync("/staff/settings", "/staff/settings/purposes", purpose);
        using var malformed = await SayAsync("/staff/settings", "/staff/settings/purposes", ("code", "Not A Code"), ("fr", "x"), ("en", "y"), ("legalBasis", "consent"), ("channels", "email"));
        using var notice = await SayAsync("/staff/settings", "/staff/settings/notices", ("purpose", code), ("language", "en"), ("text", "I agree to advice."));
        var page = await _staff.Browser.TextAsync("/staff/settings");

        Assert.All((HttpResponseMessage[])[added, again, notice], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, malformed.StatusCode);
        Assert.Contains("Not A Code", WebUtility.HtmlDecode(await malformed.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Matches($"(?s){code}.*?24 months.*?I agree to advice", page);
    }

    [Fact]
    public async Task Who_may_not_write_has_no_form_and_is_refused()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));
        var page = await _staff.Browser.TextAsync("/staff/settings");

        Assert.DoesNotContain("action=\"/staff/settings", page, StringComparison.Ordinal);
        foreach (var step in (string[])["staff", "clients", "purposes", "notices", $"staff/{Guid.CreateVersion7()}/leave", "clients/integrator/remove"])
        {
            using var answer = await SayAsync("/staff/settings", $"/staff/settings/{step}", ("confirmed", "true"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_page_of_an_account_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        var member = Member().Match(await _staff.Browser.TextAsync("/staff/settings")).Value;

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, member));
    }

    private async Task<HttpStatusCode> TokenAsync(string client, string secret)
    {
        using var answer = await host.Api.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret,
        }));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SayAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await _staff.Browser.PostAsync(
            action, await _staff.Browser.FormTokenAsync(page), fields.Any(f => f.Name == "once") ? fields : [.. fields, ("once", Guid.CreateVersion7().ToString())]);

    [GeneratedRegex("class=\"key\">([^<]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("/staff/settings/staff/[0-9a-f-]+")]
    private static partial Regex Member();
}
