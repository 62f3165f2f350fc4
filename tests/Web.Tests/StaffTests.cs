using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gdpr.Web.Tests;

public sealed class StaffTests(PortalHost host) : IDisposable
{
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task Somebody_invited_chooses_a_password_sets_the_second_factor_up_works_and_leaves()
    {
        var email = await _staff.JoinAsync(host, "Agent");
        await _staff.KnockAsync();

        var (_, page) = await _staff.SayAsync(email, StaffBrowser.Password);
        using var coded = await _staff.CodeAsync(_staff.Code());
        var board = await _staff.ReturnAsync(coded);
        using var left = await _staff.Browser.PostAsync("/staff/sign-out", await _staff.Browser.FormTokenAsync("/staff"));
        using var after = await _staff.Browser.GetAsync("/staff");

        Assert.Contains("authenticator app with this key", page, StringComparison.Ordinal);
        Assert.Contains("Agent", board, StringComparison.Ordinal);
        Assert.DoesNotContain("do not open the requests", board, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    [Fact]
    public async Task Without_the_second_factor_the_password_opens_nothing_and_a_code_serves_once()
    {
        var email = await _staff.JoinAsync(host, "Agent");
        await _staff.KnockAsync();
        await _staff.SayAsync(email, StaffBrowser.Password);
        using var early = await _staff.Browser.GetAsync(_staff.ReturnUrl);
        var code = _staff.Code();
        using var wrong = await _staff.CodeAsync("000000" == code ? "111111" : "000000");
        using var right = await _staff.CodeAsync(code);
        using var again = new StaffBrowser(host.Address) { Key = _staff.Key };
        await again.KnockAsync();
        await again.SayAsync(email, StaffBrowser.Password);
        using var repeated = await again.CodeAsync(code);

        Assert.StartsWith("/connect/sign-in", early.Headers.Location!.ToString().Replace(host.Address.ToString().TrimEnd('/'), string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, repeated.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_sound_like_an_unknown_address()
    {
        var email = await _staff.JoinAsync(host, "Agent");
        var pages = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            pages.Add(Without(await _staff.SayAsync(email, "wrong wrong wrong")));
        }

        pages.Add(Without(await _staff.SayAsync(email, StaffBrowser.Password)));
        pages.Add(Without(await _staff.SayAsync("nobody@example.test", "wrong wrong wrong")));

        Assert.Single(pages.Distinct());
        Assert.Contains("locked", pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_sees_no_requests()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));
        var board = await _staff.Browser.TextAsync("/staff/requests");

        Assert.Contains("do not open the requests", board, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_somebody_leaves_the_session_is_not_renewed()
    {
        var email = await _staff.JoinAsync(host, "Agent");
        var id = (await host.GetAsync("identity/staff?limit=500")).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("email").GetString() == email).GetProperty("id").GetGuid();
        var (code, verifier) = await _staff.AuthorizationCodeAsync(host, email);
        var first = await StaffBrowser.TokenAsync(host, ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("redirect_uri", _staff.Callback));
        var refresh = first.GetProperty("refresh_token").GetString()!;
        var second = await StaffBrowser.TokenAsync(host, ("grant_type", "refresh_token"), ("refresh_token", refresh));

        using var removed = await host.SendAsync(HttpMethod.Delete, $"identity/staff/{id}");
        var third = await StaffBrowser.TokenAsync(host, ("grant_type", "refresh_token"), ("refresh_token", second.GetProperty("refresh_token").GetString()!));

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal("invalid_grant", third.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_code_serves_once_needs_its_verifier_and_goes_to_one_address_only()
    {
        var (code, verifier) = await _staff.AuthorizationCodeAsync(host, await _staff.JoinAsync(host, "Agent"));

        var without = await StaffBrowser.TokenAsync(host, ("grant_type", "authorization_code"), ("code", code), ("code_verifier", new string('x', 43)), ("redirect_uri", _staff.Callback));
        var elsewhere = await _staff.Browser.GetAsync("/connect/authorize?client_id=room-gateway&response_type=code&scope=openid&code_challenge=x&code_challenge_method=S256&redirect_uri=https%3A%2F%2Fevil.example%2F");

        Assert.Equal("invalid_grant", without.GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        Assert.NotEmpty(verifier);
    }

    [Fact]
    public async Task The_door_leads_nobody_elsewhere()
    {
        var page = await _staff.Browser.TextAsync("/connect/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F");

        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
    }

    private static string Without((HttpStatusCode Status, string Page) answer) => answer.Status + System.Text.RegularExpressions.Regex.Replace(
        answer.Page, "name=\"__RequestVerificationToken\" value=\"[^\"]+\"", string.Empty);
}
