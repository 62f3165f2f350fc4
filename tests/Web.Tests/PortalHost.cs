using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Standalone;
using Gdpr.Testing;
using Gdpr.Web.Tests;
using MimeKit;

[assembly: AssemblyFixture(typeof(PortalHost))]

namespace Gdpr.Web.Tests;

/// <summary>The whole suite in one process with a few people in it; shared by every test of this project.</summary>
public sealed partial class PortalHost : IAsyncLifetime
{
    public const string Marketing = "newsletter";

    public const string Client = "integrator";
    private const string WebSecret = "web-secret-of-the-tests";
    private const string Secret = "integrator-secret-of-the-tests";

    public const string AdminEmail = "admin@example.test";
    public const string AdminPassword = "correct horse battery staple";

    private readonly TempFolder _folder = new();
    private ChildHost? _host;
    private string _token = string.Empty;

    public Uri Address => _host!.Address;

    public HttpClient Api => _host!.Client;

    /// <summary>The integrator's, who may do what all rooms offer integrators.</summary>
    public string Token => _token;

    public string DatabaseOf(string room) => _folder.Combine("data", $"{room}.db");

    public string Output => _host!.Output;

    public async ValueTask InitializeAsync()
    {
        _host = await ChildHost.StartAsync(new ChildHostOptions(typeof(Suite).Assembly.Location,
        [
            $"--Gdpr:DataFolder={_folder.Combine("data")}", $"--Identity:BootstrapClient:Id={Client}", $"--Identity:BootstrapClient:Secret={Secret}",
            $"--Gdpr:Identity:RoomSecrets:gateway={WebSecret}",
            $"--Identity:BootstrapAdmin:Email={AdminEmail}", $"--Identity:BootstrapAdmin:Password={AdminPassword}", "--Gdpr:Limits:SignIns=100000", "--Gdpr:Limits:Cases=100000", "--Gdpr:Limits:Links=100000", "--Gdpr:Limits:Forms=100000", "--Gdpr:Limits:Cookies=100000",
            "--Gdpr:Controller:Name=Exemple SA", "--Gdpr:Controller:DpoName=Camille Exemple", "--Gdpr:Controller:DpoEmail=dpo@example.test", "--Gdpr:Backups:RetentionDays=30",
        ]));
        await AuthoriseAsync();
        await PostAsync("consent/purposes", new
        {
            code = Marketing, name = new { fr = "Lettre d'information", en = "Newsletter" }, legalBasis = "consent", channels = new[] { "email", "sms" }, retentionMonths = 36,
        });
        foreach (var (language, text) in new[] { ("fr", "J'accepte de recevoir la lettre d'information."), ("en", "I agree to receive the newsletter.") })
        {
            await PostAsync("consent/notices", new { purpose = Marketing, language, text });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A new person with an address of their own.</summary>
    public async Task<Person> PersonAsync(string givenName = "Zoé")
    {
        var email = $"p{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6))}@example.test";
        var made = await PostAsync("contacts", new
        {
            kind = "person", givenName, familyName = "Exemple", emails = new[] { new { value = email, type = "home", primary = true, verified = true } },
            phones = Array.Empty<object>(), country = "FR", language = "fr", audience = "B2C",
            source = new { origin = "form", obtainedAt = DateTimeOffset.UnixEpoch.AddYears(55), detail = "newsletter", act = "form" },
        });
        return await KnownAsync(new Person(made.GetProperty("id").GetGuid(), email));
    }

    /// <summary>Once Consent has heard of the person too, so that it decides about them and not about nobody; read where no reading is noted.</summary>
    public async Task<Person> KnownAsync(Person person)
    {
        await using var consent = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabaseOf("consent")};Mode=ReadOnly");
        await consent.OpenAsync();
        await Eventually.Async(
            async () =>
            {
                await using var asked = consent.CreateCommand();
                asked.CommandText = "SELECT count(*) FROM KnownSubjects WHERE upper(SubjectId) = $id";
                asked.Parameters.AddWithValue("$id", person.Id.ToString().ToUpperInvariant());
                return await asked.ExecuteScalarAsync() is 1L;
            },
            TimeSpan.FromSeconds(60),
            "Consent has heard of the person");
        return person;
    }

    /// <summary>A request of somebody known, up to where a person must look at it.</summary>
    public async Task<Guid> RequestToReviewAsync()
    {
        var person = await PersonAsync();
        var made = await PostAsync("subject-rights/requests", new
        {
            right = "access", subject = new { subjectId = person.Id }, receivedAt = DateTimeOffset.UtcNow, channel = "post", country = "FR", language = "fr",
        });
        var id = made.GetProperty("id").GetGuid();
        await PostAsync($"subject-rights/requests/{id}/identity", new { method = "staff", outcome = "confirmed", reason = "Known at the desk.", subjectId = person.Id });
        await Eventually.Async(
            async () => (await GetAsync($"subject-rights/requests/{id}")).GetProperty("status").GetString() == "AwaitingReview", TimeSpan.FromSeconds(60), "the preview is complete");
        return id;
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? token = null)
    {
        var request = new HttpRequestMessage(method, $"/api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? _token);
        return Api.SendAsync(request);
    }

    /// <summary>Asks the token endpoint as the web app does.</summary>
    public Task<HttpResponseMessage> WebClientAsync(params (string Name, string Value)[] fields) => Api.PostAsync(
        "/connect/token",
        new FormUrlEncodedContent(fields.Append(("client_id", "room-gateway")).Append(("client_secret", WebSecret)).ToDictionary(f => f.Item1, f => f.Item2)));

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>What a mail to the address says, once it is there.</summary>
    public async Task<string> MailAsync(string to, int number = 1)
    {
        string? html = null;
        await Eventually.Async(
            async () => (html = (await MailsAsync(to)).Skip(number - 1).FirstOrDefault()) is not null, TimeSpan.FromSeconds(60), $"mail {number} has come");
        return html!;
    }

    public async Task<IReadOnlyList<string>> MailsAsync(string to)
    {
        var found = new List<(DateTimeOffset At, string Html)>();
        var folder = _folder.Combine("data", "mail");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").Order().ToArray() : [])
        {
            using var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.Mailboxes.Any(m => m.Address == to))
            {
                found.Add((mail.Date, WebUtility.HtmlDecode(mail.HtmlBody)!));
            }
        }

        return [.. found.OrderBy(m => m.At).Select(m => m.Html)];
    }

    /// <summary>Every address of a domain that a mail was made out to, in whatever header.</summary>
    public async Task<IReadOnlyList<string>> RecipientsAsync(string domain)
    {
        var found = new List<string>();
        var folder = _folder.Combine("data", "mail");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
        {
            using var mail = await MimeMessage.LoadAsync(file);
            found.AddRange(mail.To.Mailboxes.Concat(mail.Cc.Mailboxes).Concat(mail.Bcc.Mailboxes).Select(m => m.Address).Where(a => a.EndsWith(domain, StringComparison.OrdinalIgnoreCase)));
        }

        return found;
    }

    public async Task<string> CodeAsync(string to, int number = 1) => Code().Match(await MailAsync(to, number)).Groups[1].Value;

    public async Task<string> LinkAsync(string to) => Link().Match(await MailAsync(to)).Groups[1].Value;

    private async Task AuthoriseAsync()
    {
        using var answer = await Api.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = Client, ["client_secret"] = Secret,
        }));
        answer.EnsureSuccessStatusCode();
        _token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    [GeneratedRegex("<strong>([0-9]{8})</strong>")]
    private static partial Regex Code();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();
}

/// <summary>Somebody in the company's records.</summary>
public sealed record Person(Guid Id, string Email);
