using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Gdpr.Testing.Smtp;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Campaigns.Tests;

/// <summary>
/// The room on a real host with a real SMTP server beside it, shared by the tests of a class. Each test has people of its
/// own, found by the origin that it gave them; Consent allows whoever is not in <see cref="Refused"/>.
/// </summary>
public sealed class Studio : IAsyncLifetime
{
    private readonly TempFolder _keys = new();
    private readonly List<Person> _people = [];
    private RoomHost? _host;
    private HttpClient? _api;

    public SmtpSink Sink { get; } = new();

    internal DnsPlay Dns { get; } = new();

    internal RoomHost Host => _host!;

    internal HttpClient Api => _api!;

    internal StudioClock Clock { get; } = new();

    internal RSA DkimKey { get; } = RSA.Create(2048);

    /// <summary>Whom Consent refuses, with the code.</summary>
    public Dictionary<SubjectId, string> Refused { get; } = [];

    internal LinkTokens Tokens => Host.Services.GetRequiredService<LinkTokens>();

    public async ValueTask InitializeAsync()
    {
        var key = _keys.Combine("dkim.pem");
        await File.WriteAllTextAsync(key, DkimKey.ExportRSAPrivateKeyPem());
        _host = await RoomHost.StartAsync(new CampaignsModule(), o =>
        {
            o.Clock = Clock;
            o.Settings["Gdpr:PublicUrl"] = "https://suite.example.test";
            o.Settings["Gdpr:Campaigns:Smtp"] = Sink.Address.ToString();
            o.Settings["Gdpr:Campaigns:Dns"] = Dns.Address;
            o.Settings["Gdpr:Campaigns:RetrySeconds"] = "0.2";
            o.Settings["Gdpr:Campaigns:BurstOf"] = "10";
            o.Settings["Gdpr:Campaigns:BounceAddress"] = "bounces@shop.test";
            o.Settings["Gdpr:Campaigns:StaffDomains:0"] = "shop.test";
            o.Settings["Gdpr:Campaigns:Dkim:Domain"] = "shop.test";
            o.Settings["Gdpr:Campaigns:Dkim:KeyFile"] = key;
        });
        _api = _host.Client();
        Answer(_host.Others);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await Host.DisposeAsync();
        await Sink.DisposeAsync();
        Dns.Dispose();
        _keys.Dispose();
        DkimKey.Dispose();
    }

    internal Person Knows(string origin, string email, string language = "fr", string given = "Ada")
    {
        var person = new Person(SubjectId.New(TimeProvider.System), email, origin, language, given);
        lock (_people)
        {
            _people.Add(person);
        }

        return person;
    }

    internal void Forgets(Person person)
    {
        lock (_people)
        {
            _people.Remove(person);
        }
    }

    internal async Task<JsonNode> DoAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/campaigns{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    internal async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Api.GetStringAsync($"/api/campaigns{path}"))!;

    internal async Task<Guid> TemplateAsync(object? text = null) =>
        IdOf(await DoAsync("/templates", new { name = "t", channel = "email", texts = new[] { text ?? Samples.French } }));

    internal async Task<Guid> SegmentAsync(string origin) => IdOf(await DoAsync("/segments", new { name = origin, criteria = new { origin } }));

    internal async Task<Guid> CampaignAsync(string origin, object? more = null, Guid? template = null)
    {
        var body = new JsonObject
        {
            ["name"] = origin, ["channel"] = "email", ["purpose"] = "newsletter", ["templateId"] = template ?? await TemplateAsync(), ["segmentId"] = await SegmentAsync(origin),
            ["sender"] = new JsonObject { ["name"] = "Shop SAS", ["address"] = "news@shop.test" },
        };
        foreach (var (name, value) in (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!)
        {
            body[name] = value?.DeepClone();
        }

        return IdOf(await DoAsync(string.Empty, body));
    }

    internal async Task<JsonNode> PreflightAsync(Guid campaign) => await DoAsync($"/{campaign}/preflight", new { }, HttpStatusCode.OK);

    internal async Task LaunchAsync(Guid campaign)
    {
        var preflight = await PreflightAsync(campaign);
        await DoAsync($"/{campaign}/launch", new { preflightId = preflight["id"], reason = "Autumn news" }, HttpStatusCode.Accepted);
    }

    internal async Task<JsonNode> RunAsync(string origin, object? more = null)
    {
        var campaign = await CampaignAsync(origin, more);
        await LaunchAsync(campaign);
        return await EndAsync(campaign);
    }

    internal Task<JsonNode> EndAsync(Guid campaign) => UntilAsync(campaign, c => Text(c, "state") == "completed", "the campaign ends");

    internal Task<JsonNode> UntilAsync(Guid campaign, Func<JsonNode, bool> holds, string what) => Eventually.Async(
        async () => await GetAsync($"/{campaign}") is { } view && holds(view) ? view : null, TimeSpan.FromSeconds(30), what);

    /// <summary>Everything told to Consent about a person, once something has been.</summary>
    internal static Task<IReadOnlyList<ContactStopped>> ToldAsync(RoomHost host, SubjectId person) => Eventually.Async<IReadOnlyList<ContactStopped>>(
        () => Task.FromResult<IReadOnlyList<ContactStopped>?>(host.Bus.All<ContactStopped>().Where(s => s.SubjectId == person).ToList() is { Count: > 0 } told ? told : null),
        TimeSpan.FromSeconds(20),
        "Consent is told");

    /// <summary>State and code of each person's send.</summary>
    internal async Task<Dictionary<SubjectId, (string State, string? Code)>> SendsAsync(JsonNode campaign) =>
        (await GetAsync($"/{campaign["id"]}/sends?limit=500"))["items"]!.AsArray()
            .ToDictionary(s => new SubjectId(s!["subjectId"]!.GetValue<Guid>()), s => (Text(s!, "state"), s!["code"]?.GetValue<string>()));

    internal Task<T> ReadAsync<T>(Func<CampaignsDbContext, Task<T>> read) => Host.ReadAsync(read);

    internal static Guid IdOf(JsonNode node) => node["id"]!.GetValue<Guid>();

    internal static string Text(JsonNode node, string name) => node[name]!.GetValue<string>().ToLowerInvariant();

    private void Answer(OtherRooms others)
    {
        others.OnPost<Asked>("contacts", "internal/contacts/subjects/select", q =>
        {
            var found = Of(p => p.Origin == q.Origin);
            return new { subjectIds = q.CountOnly ? [] : found.Where(p => p.Id.Value.CompareTo(q.After) > 0).Take(q.Limit).Select(p => p.Id).ToArray(), count = found.Count };
        });
        others.OnPost<Subjects>("contacts", "internal/contacts/subjects/recipients", q => new
        {
            items = Of(p => q.SubjectIds.Contains(p.Id)).Select(p => new
            {
                subjectId = p.Id, givenName = p.Given, familyName = "Lovelace", email = p.Email.Length == 0 ? null : p.Email, p.Language, country = "FR", origin = "formulaire web",
            }).ToArray(),
        });
        others.OnPost<Subjects>("consent", "internal/consent/decisions/batch", q => new
        {
            items = q.SubjectIds.Select(s => new { subjectId = s, decision = Decide(s) }).ToArray(),
        });
    }

    private object Decide(SubjectId person)
    {
        lock (Refused)
        {
            return Refused.TryGetValue(person, out var code)
                ? new { allowed = false, code, ruleId = "MK-21", evidenceIds = Array.Empty<Guid>(), why = "no" }
                : new { allowed = true, code = "CONSENT", ruleId = "MK-1", evidenceIds = new[] { person.Value }, why = "yes" };
        }
    }

    private List<Person> Of(Func<Person, bool> which)
    {
        lock (_people)
        {
            return [.. _people.Where(which).OrderBy(p => p.Id.Value)];
        }
    }

    internal sealed record Person(SubjectId Id, string Email, string Origin, string Language, string Given);

    private sealed record Asked(string? Origin, Guid After, int Limit, bool CountOnly);

    private sealed record Subjects(IReadOnlyList<SubjectId> SubjectIds);
}

/// <summary>The real clock, which a test can put forward; timers keep running in real time.</summary>
internal sealed class StudioClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
