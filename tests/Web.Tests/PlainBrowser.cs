using System.Net;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

/// <summary>A visitor without JavaScript: keeps cookies, reads forms, sends them; redirections are followed only by hand.</summary>
internal sealed partial class PlainBrowser : IDisposable
{
    private readonly HttpClient _http;

    public PlainBrowser(Uri address, string? hostHeader = null)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        _http.DefaultRequestHeaders.Host = hostHeader;
    }

    public CookieContainer Cookies { get; }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public async Task<string> TextAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> FormTokenAsync(string path) => FormToken().Match(await TextAsync(path)).Groups[1].Value;

    public Task<HttpResponseMessage> PostAsync(string path, string formToken, params (string Name, string Value)[] fields) => _http.PostAsync(
        path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", formToken)).ToDictionary(f => f.Item1, f => f.Item2)));

    /// <summary>Sends a form with a file, in the order in which a browser sends its fields.</summary>
    public Task<HttpResponseMessage> PostFileAsync(string path, string formToken, byte[]? file)
    {
        var form = new MultipartFormDataContent { { new StringContent(formToken), "__RequestVerificationToken" } };
        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), "file", "people.csv");
        }

        return _http.PostAsync(path, form);
    }

    /// <summary>Sends a form in parts, in this order.</summary>
    public Task<HttpResponseMessage> PostPartsAsync(string path, params (string Name, string Value)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in parts)
        {
            form.Add(new StringContent(value), name);
        }

        return _http.PostAsync(path, form);
    }

    /// <summary>Asks for a code; the ticket that the page holds.</summary>
    public async Task<(string Ticket, string Page)> AskAsync(string email, string culture = "en")
    {
        using var answer = await PostAsync($"/{culture}/sign-in", await FormTokenAsync($"/{culture}/sign-in"), ("email", email));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (Ticket().Match(page).Groups[1].Value, page);
    }

    public async Task<HttpStatusCode> EnterAsync(string ticket, string code, string culture = "en")
    {
        using var answer = await PostAsync($"/{culture}/sign-in/code", await FormTokenAsync($"/{culture}/sign-in"), ("ticket", ticket), ("code", code));
        return answer.StatusCode;
    }

    /// <summary>Signs the person in, as they would.</summary>
    public async Task SignInAsync(PortalHost host, Person person, string culture = "en")
    {
        var (ticket, _) = await AskAsync(person.Email, culture);
        Assert.Equal(HttpStatusCode.SeeOther, await EnterAsync(ticket, await host.CodeAsync(person.Email), culture));
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();
}
