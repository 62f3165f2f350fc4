using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

/// <summary>A member of staff at the door: password, the authenticator's code, and the redirections between application and Identity.</summary>
internal sealed partial class StaffBrowser(Uri address) : IDisposable
{
    public const string Password = "a sentence that nobody guesses";

    public PlainBrowser Browser { get; } = new(address);

    /// <summary>The authenticator's key, as the first sign-in shows it.</summary>
    public string? Key { get; set; }

    public string ReturnUrl { get; private set; } = string.Empty;

    /// <summary>Goes to the back office and is led to the door; the page shown there.</summary>
    public async Task<string> KnockAsync(string path = "/staff")
    {
        for (var i = 0; i < 3; i++)
        {
            using var answer = await Browser.GetAsync(path);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            path = Local(answer);
        }

        var page = await Browser.TextAsync(path);
        ReturnUrl = Hidden().Match(page).Groups[1].Value;
        return page;
    }

    public async Task<(HttpStatusCode Status, string Page)> SayAsync(string email, string password)
    {
        using var answer = await Browser.PostAsync(
            "/connect/sign-in", await Browser.FormTokenAsync("/connect/sign-in"), ("email", email), ("password", password), ("returnUrl", ReturnUrl));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        if (ShownKey().Match(page) is { Success: true } shown)
        {
            Key = shown.Groups[1].Value.Replace(" ", string.Empty, StringComparison.Ordinal);
        }

        return (answer.StatusCode, page);
    }

    public async Task<HttpResponseMessage> CodeAsync(string code) => await Browser.PostAsync(
        "/connect/sign-in/code", await Browser.FormTokenAsync("/connect/sign-in"), ("code", code), ("returnUrl", ReturnUrl));

    /// <summary>Follows the way back to the application; the page at its end.</summary>
    public async Task<string> ReturnAsync(HttpResponseMessage answer)
    {
        var path = Local(answer);
        for (var i = 0; i < 5; i++)
        {
            using var next = await Browser.GetAsync(path);
            if (next.StatusCode == HttpStatusCode.OK)
            {
                return WebUtility.HtmlDecode(await next.Content.ReadAsStringAsync());
            }

            path = Local(next);
        }

        throw new InvalidOperationException("Too many redirections.");
    }

    /// <summary>The code of the authenticator app at this moment, moved by so many steps of thirty seconds (RFC 6238).</summary>
    public string Code(int steps = 0)
    {
        var counter = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + steps;
        var hash = HMACSHA1.HashData(Base32(Key!), BitConverter.GetBytes(counter).Reverse().ToArray());
        var offset = hash[^1] & 0xf;
        var number = ((hash[offset] & 0x7f) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    public string Callback => new Uri(address, "/staff/callback").ToString();

    /// <summary>Invited with the role, with a password of their own.</summary>
    public async Task<string> JoinAsync(PortalHost host, params string[] roles)
    {
        var email = $"s{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}@example.test";
        await host.PostAsync("identity/staff", new { email, roles });
        var link = new Uri(await host.LinkAsync(email)).AbsolutePath;
        using var chosen = await Browser.PostAsync(link, await Browser.FormTokenAsync(link), ("password", Password));
        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
        return email;
    }

    /// <summary>Through the door to the back office; its first page.</summary>
    public async Task<string> EnterAsync(string email)
    {
        await KnockAsync();
        await SayAsync(email, Password);
        using var coded = await CodeAsync(Code());
        return await ReturnAsync(coded);
    }

    public async Task<(string Code, string Verifier)> AuthorizationCodeAsync(PortalHost host, string email)
    {
        var verifier = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        await KnockAsync();
        await SayAsync(email, Password);
        using var coded = await CodeAsync(Code());
        using var given = await Browser.GetAsync(
            $"/connect/authorize?client_id=room-gateway&response_type=code&scope=openid%20offline_access&code_challenge={challenge}&code_challenge_method=S256&state=s&redirect_uri={Uri.EscapeDataString(Callback)}");
        var query = System.Web.HttpUtility.ParseQueryString(given.Headers.Location!.Query);
        return (query["code"]!, verifier);
    }

    /// <summary>What the token endpoint answers to the web app.</summary>
    public static async Task<JsonElement> TokenAsync(PortalHost host, params (string Name, string Value)[] fields)
    {
        using var answer = await host.WebClientAsync(fields);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The access token of a new member of staff with these roles.</summary>
    public async Task<string> AccessTokenAsync(PortalHost host, params string[] roles)
    {
        var (code, verifier) = await AuthorizationCodeAsync(host, await JoinAsync(host, roles));
        var answer = await TokenAsync(host, ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("redirect_uri", Callback));
        return answer.GetProperty("access_token").GetString()!;
    }

    public void Dispose() => Browser.Dispose();

    private static string Local(HttpResponseMessage answer)
    {
        var to = answer.Headers.Location ?? throw new InvalidOperationException($"{(int)answer.StatusCode} leads nowhere.");
        return to.IsAbsoluteUri ? to.PathAndQuery : to.ToString();
    }

    private static byte[] Base32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in text)
        {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("name=\"returnUrl\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<code class=\"key\">([A-Z2-7 ]+)</code>")]
    private static partial Regex ShownKey();
}
