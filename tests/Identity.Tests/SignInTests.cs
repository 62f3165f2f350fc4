using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Gdpr.Identity.Tests;

/// <summary>A data subject comes in by a code or a link that was mailed; nobody learns by it who is known here.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private const string WebSecret = "secret-of-the-web-app";
    private static readonly Guid Zoe = Guid.CreateVersion7();

    private readonly ContactsStand _contacts = new();
    private readonly MovedClock _clock = new();
    private IdentityHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _contacts.People["zoe@example.test"] = [Zoe];
        _contacts.People["shared@example.test"] = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        _host = await IdentityHost.StartAsync(
            null, [_contacts], _clock, $"--Gdpr:Identity:RoomSecrets:gateway={WebSecret}", "--Gdpr:PublicUrl=http://localhost", "--Gdpr:Limits:SignIns=12");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_code_opens_its_persons_session_within_ten_minutes_and_once()
    {
        var ticket = await AskAsync("Zoe@Example.test");
        var code = Code().Match(await MailAsync("zoe@example.test")).Groups[1].Value;
        _clock.By = TimeSpan.FromMinutes(9);

        var first = await EnterAsync(ticket, code);
        var second = await EnterAsync(ticket, code);

        var claims = Payload(first.GetProperty("access_token").GetString()!);
        Assert.Equal(Zoe, claims.GetProperty("subject_id").GetGuid());
        Assert.Equal("self", claims.GetProperty("scope").GetString());
        Assert.False(first.TryGetProperty("refresh_token", out _));
        Assert.Equal("invalid_grant", second.GetProperty("error").GetString());
    }

    [Fact]
    public async Task After_ten_minutes_code_and_link_are_worth_nothing()
    {
        var ticket = await AskAsync("zoe@example.test");
        var mail = await MailAsync("zoe@example.test");
        _clock.By = TimeSpan.FromMinutes(10);

        var byCode = await EnterAsync(ticket, Code().Match(mail).Groups[1].Value);
        var byLink = await TokenAsync(("grant_type", "urn:gdpr:grant:link"), ("link", Link().Match(mail).Groups[1].Value));

        Assert.Equal("invalid_grant", byCode.GetProperty("error").GetString());
        Assert.Equal("invalid_grant", byLink.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_answer_comes_before_anybody_is_looked_up_and_is_the_same_for_all()
    {
        _contacts.Wait = new TaskCompletionSource();

        // None of these answers could come if it waited for Contacts.
        foreach (var address in (string[])["zoe@example.test", "shared@example.test", "nobody@example.test"])
        {
            using var answer = await SendAsync(address);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            Assert.Equal(["ticket"], (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateObject().Select(p => p.Name));
        }

        _contacts.Wait.SetResult();
        Assert.Contains("We hold nothing", await MailAsync("nobody@example.test"), StringComparison.Ordinal);
        Assert.DoesNotMatch(Code(), await MailAsync("shared@example.test"));
        Assert.Matches(Code(), await MailAsync("zoe@example.test"));
    }

    [Fact]
    public async Task What_is_stored_opens_nothing_and_forgets_the_address()
    {
        var ticket = await AskAsync("zoe@example.test");
        var mail = await MailAsync("zoe@example.test");
        var (code, link) = (Code().Match(mail).Groups[1].Value, Link().Match(mail).Groups[1].Value);

        await using var scope = _host.App.Services.CreateAsyncScope();
        var row = JsonSerializer.Serialize(await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().SignIns.AsNoTracking().SingleAsync());

        Assert.Contains(Zoe.ToString(), row, StringComparison.Ordinal);
        Assert.All([code, link, ticket, "zoe@example.test"], secret => Assert.DoesNotContain(secret, row, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_client_may_ask_only_so_often()
    {
        for (var i = 0; i < 12; i++)
        {
            using var answer = await SendAsync($"somebody{i}@example.test");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        using var refused = await SendAsync("one-more@example.test");

        await AccessTests.AssertProblemAsync(refused, 429, "TOO_MANY_REQUESTS");
    }

    private Task<HttpResponseMessage> SendAsync(string email) => _host.SendAsync(HttpMethod.Post, "/api/identity/sign-ins", null, new { email, language = "en" });

    private async Task<string> AskAsync(string email)
    {
        using var answer = await SendAsync(email);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
    }

    private Task<JsonElement> EnterAsync(string ticket, string code) =>
        TokenAsync(("grant_type", "urn:gdpr:grant:one-time-code"), ("ticket", ticket), ("one_time_code", code));

    private async Task<JsonElement> TokenAsync(params (string Name, string Value)[] fields)
    {
        using var answer = await _host.Http.PostAsync("/connect/token", new FormUrlEncodedContent(
            fields.Append(("client_id", "room-gateway")).Append(("client_secret", WebSecret)).ToDictionary(f => f.Item1, f => f.Item2)));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> MailAsync(string to)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var folder = Path.Combine(_host.Folder, "mail");
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                using var mail = await MimeMessage.LoadAsync(file, limit.Token);
                if (mail.To.Mailboxes.Any(m => m.Address == to))
                {
                    return WebUtility.HtmlDecode(mail.HtmlBody)!;
                }
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static JsonElement Payload(string token) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    [GeneratedRegex("<strong>([0-9]{8})</strong>")]
    private static partial Regex Code();

    [GeneratedRegex("/en/sign-in/([^\"]+)\"")]
    private static partial Regex Link();
}
