using System.Net;
using System.Text.RegularExpressions;
using Gdpr.Testing;
using MimeKit;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Somebody at the portal, without JavaScript: reads pages, fills in forms, follows where they lead.</summary>
internal sealed partial class PortalVisitor(Uri gateway) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = gateway };

    public async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await _http.GetStringAsync(path));

    /// <summary>Sends the form of a page; the page that it leads to, and its address.</summary>
    public async Task<(string Page, string Path)> SendAsync(string page, string form, string? traceParent, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await PageAsync(page)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, form)
        {
            Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var answer = await _http.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, $"{form}: {(int)answer.StatusCode} {text}");
        return (text, answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    /// <summary>In by the code of a mail, as everybody comes in.</summary>
    /// <param name="mails">Where Identity puts its mails.</param>
    public async Task SignInAsync(string email, string mails)
    {
        var (asked, _) = await SendAsync("/en/sign-in", "/en/sign-in", null, ("email", email));
        var code = await Eventually.Async(() => CodeAsync(email, mails), TimeSpan.FromSeconds(60), "the mail with the code");
        var (_, path) = await SendAsync("/en/sign-in", "/en/sign-in/code", null, ("ticket", Ticket().Match(asked).Groups[1].Value), ("code", code));
        Assert.Equal("/en/choices", path);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string?> CodeAsync(string email, string mails)
    {
        foreach (var file in Directory.EnumerateFiles(mails, "*.eml"))
        {
            using var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.ToString().Contains(email, StringComparison.Ordinal))
            {
                return Code().Match(WebUtility.HtmlDecode(mail.HtmlBody ?? string.Empty)).Groups[1].Value;
            }
        }

        return null;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("<strong>([0-9]{8})</strong>")]
    private static partial Regex Code();
}
