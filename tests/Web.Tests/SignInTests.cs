using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gdpr.Web.Tests;

public sealed class SignInTests(PortalHost host) : IDisposable
{
    private readonly PlainBrowser _browser = new(host.Address);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_code_opens_the_session_of_its_person_once()
    {
        var person = await host.PersonAsync();
        var (ticket, _) = await _browser.AskAsync(person.Email);
        var code = await host.CodeAsync(person.Email);

        var first = await _browser.EnterAsync(ticket, code);
        var data = await _browser.TextAsync("/en/data");
        using var other = new PlainBrowser(host.Address);
        var second = await other.EnterAsync(ticket, code);

        Assert.Equal(HttpStatusCode.SeeOther, first);
        Assert.Contains(person.Email, data, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second);
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_attempt_to_the_right_one()
    {
        var person = await host.PersonAsync();
        var (ticket, _) = await _browser.AskAsync(person.Email);
        var code = await host.CodeAsync(person.Email);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await _browser.EnterAsync(ticket, code == "00000000" ? "11111111" : "00000000"));
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _browser.EnterAsync(ticket, code));
    }

    [Fact]
    public async Task A_code_is_of_use_only_to_the_browser_that_asked_for_it()
    {
        var person = await host.PersonAsync();
        await _browser.AskAsync(person.Email);
        var code = await host.CodeAsync(person.Email);
        using var thief = new PlainBrowser(host.Address);
        var (other, _) = await thief.AskAsync("nobody-at-all@example.test");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await thief.EnterAsync(other, code));
    }

    [Fact]
    public async Task An_address_that_is_known_and_one_that_is_not_get_the_same_answer()
    {
        var person = await host.PersonAsync();

        var (first, known) = await _browser.AskAsync(person.Email);
        var (second, unknown) = await _browser.AskAsync("nobody-knows-me@example.test");

        Assert.Equal(Without(known, first), Without(unknown, second));
        Assert.Contains("We hold nothing", await host.MailAsync("nobody-knows-me@example.test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_buried_in_mails()
    {
        var person = await host.PersonAsync();
        for (var i = 0; i < 8; i++)
        {
            await _browser.AskAsync(person.Email);
        }

        // Mails leave in the order in which they were asked for: once another's is there, all of these are.
        var later = await host.PersonAsync();
        await _browser.AskAsync(later.Email);
        await host.MailAsync(later.Email);

        Assert.Equal(5, (await host.MailsAsync(person.Email)).Count);
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_pressing_the_button_enters_once()
    {
        var person = await host.PersonAsync();
        await _browser.AskAsync(person.Email);
        var link = new Uri(await host.LinkAsync(person.Email)).AbsolutePath;

        for (var i = 0; i < 3; i++)
        {
            using var scanned = await _browser.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, scanned.StatusCode);
        }

        using var outside = await _browser.GetAsync("/en/data");
        using var pressed = await _browser.PostAsync(link, await _browser.FormTokenAsync(link));
        using var inside = await _browser.GetAsync("/en/data");
        using var again = new PlainBrowser(host.Address);
        using var used = await again.PostAsync(link, await again.FormTokenAsync(link));

        Assert.Equal(HttpStatusCode.SeeOther, outside.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, used.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_not_for_scripts_nor_for_other_sites_and_goes_at_sign_out()
    {
        var person = await host.PersonAsync();
        var (ticket, _) = await _browser.AskAsync(person.Email);
        using var answer = await _browser.PostAsync(
            "/en/sign-in/code", await _browser.FormTokenAsync("/en/sign-in"), ("ticket", ticket), ("code", await host.CodeAsync(person.Email)));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("gdpr-portal=", StringComparison.Ordinal));
        using var left = await _browser.PostAsync("/en/sign-out", await _browser.FormTokenAsync("/en/choices"));
        using var after = await _browser.GetAsync("/en/choices");

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, after.StatusCode);
    }

    [Theory]
    [InlineData("/en/sign-in")]
    [InlineData("/en/sign-in/code")]
    [InlineData("/en/sign-out")]
    [InlineData("/en/choices")]
    [InlineData("/en/requests")]
    [InlineData("/connect/sign-in")]
    public async Task A_form_without_its_token_does_nothing(string path)
    {
        using var answer = await _browser.PostAsync(path, "made-up", ("email", "x@example.test"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_session_cookie_opens_no_path_of_the_api()
    {
        var person = await host.PersonAsync();
        await _browser.SignInAsync(host, person);

        using var me = await _browser.GetAsync("/api/contacts/me/data");
        using var staff = await _browser.GetAsync($"/api/contacts/{person.Id}");

        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, staff.StatusCode);
    }

    [Fact]
    public async Task An_integrators_token_is_not_a_persons_session()
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "contacts/me/data");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("SCOPE_MISSING", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task No_client_but_the_web_app_may_exchange_codes()
    {
        using var answer = await host.Api.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:gdpr:grant:link", ["client_id"] = "integrator", ["client_secret"] = "integrator-secret-of-the-tests", ["link"] = "x",
        }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("unauthorized_client", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    private static string Without(string page, string ticket) => System.Text.RegularExpressions.Regex.Replace(
        page.Replace(ticket, string.Empty, StringComparison.Ordinal), "name=\"__RequestVerificationToken\" value=\"[^\"]+\"", string.Empty);
}
