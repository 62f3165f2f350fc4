using System.Net;

namespace Gdpr.Web.Tests;

/// <summary>Passkeys that a made-up device signs: what is true opens once, what is not opens nothing.</summary>
public sealed class PasskeyForgeryTests(PortalHost host) : IDisposable
{
    private const string Keys = "/connect/passkeys";
    private const string Door = "/connect/sign-in";
    private readonly StaffBrowser _staff = new(host.Address);
    private readonly SoftwareAuthenticator _device = new() { Origin = host.Address.GetLeftPart(UriPartial.Authority), Domain = host.Address.Host };

    public void Dispose()
    {
        _staff.Dispose();
        _device.Dispose();
    }

    [Fact]
    public async Task A_passkey_opens_once_for_each_question()
    {
        await AddAsync();

        Assert.Equal(HttpStatusCode.Redirect, await UseAsync());
        Assert.Equal(HttpStatusCode.Redirect, await UseAsync());
        var (options, question) = await AskAsync();
        var answer = _device.Use(options);
        Assert.Equal(HttpStatusCode.Redirect, await SayAsync(answer));

        // Somebody who has seen all of it sends it again, with the cookie that the browser has forgotten.
        _staff.Browser.Cookies.Add(host.Address, new Cookie("gdpr-passkey", question, "/connect"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SayAsync(answer));
    }

    [Fact]
    public async Task Another_origin_or_domain_no_verification_a_broken_signature_and_a_counter_that_went_back_open_nothing()
    {
        _device.Counter = 5;
        await AddAsync();
        var origin = _device.Origin;

        _device.Origin = "https://evil.example";
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync());
        (_device.Origin, _device.Domain) = (origin, "evil.example");
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync());
        (_device.Domain, _device.Verifies) = (host.Address.Host, false);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync());
        _device.Verifies = true;
        Assert.Equal(HttpStatusCode.Unauthorized, await SayAsync(_device.Use((await AskAsync()).Options, signed: false)));
        _device.Counter = 6;
        Assert.Equal(HttpStatusCode.Redirect, await UseAsync());
        _device.Counter = 4;
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync());
    }

    [Theory]
    [InlineData("second-factor")]
    [InlineData("invitation")]
    [InlineData("lock")]
    public async Task It_opens_nothing_once_the_account_starts_anew_or_is_locked(string what)
    {
        var email = await AddAsync();
        var id = (await host.GetAsync("identity/staff?limit=500")).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("email").GetString() == email).GetProperty("id").GetGuid();

        if (what == "lock")
        {
            for (var i = 0; i < 5; i++)
            {
                await _staff.SayAsync(email, "wrong, and long enough");
            }
        }
        else
        {
            using var changed = await host.SendAsync(what == "invitation" ? HttpMethod.Post : HttpMethod.Delete, $"identity/staff/{id}/{what}");
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync());
    }

    [Fact]
    public async Task What_opens_the_passkeys_opens_nothing_else_and_ends_with_them()
    {
        await AddAsync();

        using var application = await _staff.Browser.GetAsync($"/connect/authorize?client_id=room-gateway&response_type=code&scope=openid&state=s&code_challenge=x&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString(_staff.Callback)}");
        using var end = await _staff.Browser.PostAsync($"{Keys}/end", await _staff.Browser.FormTokenAsync(Keys));
        using var again = await _staff.Browser.GetAsync(Keys);

        Assert.StartsWith(Door, application.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (end.StatusCode, again.StatusCode));
        Assert.StartsWith(Door, again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_says_too_much_is_kept_without_it()
    {
        _device.Transports = new string('x', 5000);

        await AddAsync(name: string.Concat(Enumerable.Repeat("\ud83d\udd11", 40)));

        Assert.Equal(HttpStatusCode.Redirect, await UseAsync());
    }

    /// <summary>Comes in by password and code, and adds the device.</summary>
    private async Task<string> AddAsync(string name = "device")
    {
        var email = await _staff.JoinAsync(host, "Agent");
        await _staff.KnockAsync(Keys);
        await _staff.SayAsync(email, StaffBrowser.Password);
        using var coded = await _staff.CodeAsync(_staff.Code());
        Assert.Equal(Keys, coded.Headers.Location?.OriginalString);
        var token = await _staff.Browser.FormTokenAsync(Keys);
        using var asked = await _staff.Browser.PostAsync($"{Keys}/options", token);
        using var added = await _staff.Browser.PostAsync(Keys, token, ("credential", _device.Make(await asked.Content.ReadAsStringAsync())), ("name", name));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        return email;
    }

    private async Task<HttpStatusCode> UseAsync() => await SayAsync(_device.Use((await AskAsync()).Options));

    private async Task<(string Options, string Question)> AskAsync()
    {
        using var asked = await _staff.Browser.PostAsync($"{Door}/passkey/options", await _staff.Browser.FormTokenAsync(Door));
        return (await asked.Content.ReadAsStringAsync(), _staff.Browser.Cookies.GetAllCookies()["gdpr-passkey"]!.Value);
    }

    private async Task<HttpStatusCode> SayAsync(string credential)
    {
        using var said = await _staff.Browser.PostAsync($"{Door}/passkey", await _staff.Browser.FormTokenAsync(Door), ("credential", credential));
        return said.StatusCode;
    }
}
