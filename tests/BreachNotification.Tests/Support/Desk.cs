using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.BreachNotification.Tests.Support;

/// <summary>The room on its host with a clock that the test sets; SubjectRights is a stub that opens case files.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Path = "/api/breach-notification";

    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);

    private Desk(RoomHost room, MovableClock clock)
    {
        (Room, Clock) = (room, clock);
        Http = room.Client();
        room.Others.OnPost<Asked>("subject-rights", "internal/subject-rights/holds/ask", q => new { subjectIds = q.SubjectIds.Where(Asking.Contains).ToArray(), hashes = Array.Empty<string>() });
        room.Others.OnPost<Asked>("governance", "internal/governance/litigation-holds/match", q => new
        {
            holds = q.SubjectIds.Where(Claimed.Contains).Select(s => Claim(s, null))
                .Concat((q.RecordIds ?? []).Where(ClaimedFiles.Contains).Select(r => Claim(null, r))).ToArray(),
        });
    }

    /// <summary>About whom SubjectRights has an open request.</summary>
    public HashSet<SubjectId> Asking { get; } = [];

    /// <summary>People and files that a claim in Governance needs.</summary>
    public HashSet<SubjectId> Claimed { get; } = [];

    public HashSet<Guid> ClaimedFiles { get; } = [];

    public RoomHost Room { get; }

    public MovableClock Clock { get; }

    public HttpClient Http { get; private set; }

    public static async Task<Desk> OpenAsync(DateTimeOffset? now = null, Action<RoomHostOptions>? configure = null)
    {
        var clock = new MovableClock();
        if (now is { } at)
        {
            clock.Set(at);
        }

        var room = await RoomHost.StartAsync(new BreachNotificationModule(), o =>
        {
            o.Clock = clock;
            o.Settings["Gdpr:BreachNotification:Roles:dpo"] = "dpo@example.test";
            o.Settings["Gdpr:BreachNotification:Roles:incidentLead"] = "lead@example.test";
            configure?.Invoke(o);
        });
        return new Desk(room, clock);
    }

    public async Task<Guid> IncidentAsync(object? body = null) =>
        (await CreatedAsync("/breaches", body ?? new { country = "FR" }))["id"]!.GetValue<Guid>();

    /// <summary>An incident of which we have been aware since this moment.</summary>
    public Task<Guid> AwareAsync(DateTimeOffset awareAt, string country = "FR", object? facts = null) => IncidentAsync(new
    {
        country, facts, awareness = new { awareAt, decidedBy = "Dana DPO", reason = "The access log shows the copy." },
    });

    public static object AllFacts => new
    {
        nature = "A list was copied.", kinds = (string[])["confidentiality"], origin = "malicious",
        subjectCategories = (string[])["customers"], approximateSubjects = 200, dataCategories = (string[])["contact"], approximateRecords = 400,
        contact = new { name = "Dana DPO", email = "dpo@example.test" }, likelyConsequences = "Phishing.", measures = "Access revoked.",
        circumstances = "A stolen password.", effects = "One list left.", remedialAction = "Second factor for all.",
    };

    public Task<JsonNode> RiskAsync(Guid id, string risk) =>
        CreatedAsync($"/breaches/{id}/assessments", new { risk, reason = "Judged by what left and to whom.", decidedBy = "Dana DPO" });

    public Task<HttpResponseMessage> NotifyAsync(Guid id, string kind, DateTimeOffset at, bool? complete = null, string? delayReasons = null, string authority = "CNIL") =>
        Http.PostAsJsonAsync($"{Path}/breaches/{id}/notifications", new { kind, authority, at, complete, delayReasons });

    public async Task<JsonNode> ReadAsync(Guid id) => await GetAsync($"/breaches/{id}");

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(Path + path))!;

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Http.PostAsJsonAsync(Path + path, body);

    public async Task<HttpResponseMessage> PatchAsync(Guid id, object body, string? version = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Path}/breaches/{id}") { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.IfMatch.Add(version == "*" ? EntityTagHeaderValue.Any : new EntityTagHeaderValue(version));
        }

        return await Http.SendAsync(request);
    }

    public async Task<JsonNode> CreatedAsync(string path, object body) => await OkAsync(PostAsync(path, body), 201);

    public static async Task<JsonNode> OkAsync(Task<HttpResponseMessage> sending, int status = 200)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static async Task<JsonNode> RefusedAsync(Task<HttpResponseMessage> sending, int status, string code)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        return problem;
    }

    public async Task<Datum[]> AskAsync<T>(Guid request, ParticipationPhase phase, T command)
        where T : class
    {
        await Room.SendAsync("breach-notification-participation", command);
        return await Eventually.Async(
            () => Task.FromResult(Room.Bus.All<ParticipantReported>().FirstOrDefault(r => r.RequestId == request && r.Phase == phase)?.Data),
            TimeSpan.FromSeconds(20),
            $"a report of {phase}");
    }

    public Guid OpenCase(params SubjectId[] subjects)
    {
        var request = Guid.CreateVersion7();
        Room.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new
        {
            requestId = request, subjects, identifiers = new[] { new { kind = "email", value = "ann@example.test" } },
        });
        return request;
    }

    /// <summary>Its mails no longer count.</summary>
    public async Task ForgetAsync(Guid id) => _forgotten.Add((await ReadAsync(id))["reference"]!.GetValue<string>());

    /// <summary>Subjects of the mails that left, in the words <c>clock/step/role</c>.</summary>
    public IReadOnlyList<string> Mails() => Pickup.Steps(System.IO.Path.Combine(Room.DataFolder, "mail"), r => !_forgotten.Contains(r));

    public Task MailsAsync(params string[] steps) => Eventually.Async(
        () => Task.FromResult(steps.All(Mails().Contains)), TimeSpan.FromSeconds(30), string.Join(", ", steps));

    public async Task StartAgainAsync()
    {
        await Room.StartAgainAsync();
        Http.Dispose();
        Http = Room.Client();
    }

    private static object Claim(SubjectId? subjectId, Guid? recordId) => new { holdId = Guid.NewGuid(), subjectId, recordId, reviewDate = "2040-01-01" };

    private sealed record Asked(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<Guid>? RecordIds);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Room.DisposeAsync();
    }
}
