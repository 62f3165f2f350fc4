using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests;

/// <summary>The room on its host, with one purpose and its notice; Contacts and SubjectRights are stubs that know <see cref="People"/>.</summary>
internal sealed class ConsentRoom : IAsyncDisposable
{
    public const string Newsletter = "newsletter";

    private ConsentRoom(RoomHost host)
    {
        Host = host;
        Http = host.Client();
    }

    public RoomHost Host { get; }

    public HttpClient Http { get; private set; }

    /// <summary>E-mail addresses by person, as Contacts holds them.</summary>
    public Dictionary<SubjectId, string[]> People { get; } = [];

    /// <summary>What Contacts tells of people beside their hashes: the audience.</summary>
    public Dictionary<SubjectId, string> Audiences { get; } = [];

    /// <summary>Where Contacts says that people's data came from.</summary>
    public Dictionary<SubjectId, object> Sources { get; } = [];

    /// <summary>When Campaigns first wrote to people, and Contacts first gave them to others.</summary>
    public Dictionary<SubjectId, DateTimeOffset> FirstSends { get; } = [];

    public Dictionary<SubjectId, DateTimeOffset> FirstDisclosures { get; } = [];

    /// <summary>The language that Contacts knows of people; English where it is not said.</summary>
    public Dictionary<SubjectId, string> Languages { get; } = [];

    /// <summary>People about whom SubjectRights has an open request, and whom a claim in Governance needs.</summary>
    public HashSet<SubjectId> Asking { get; } = [];

    public HashSet<SubjectId> Claimed { get; } = [];

    public Guid Notice { get; private set; }

    public static async Task<ConsentRoom> StartAsync(Action<RoomHostOptions>? configure = null)
    {
        var room = new ConsentRoom(await RoomHost.StartAsync(new ConsentModule(), configure));
        room.Host.Others.OnPost<HashQuestion>("contacts", "internal/contacts/subjects/hashes", q => new
        {
            items = q.SubjectIds.Where(room.People.ContainsKey).Select(s => new { subjectId = s, hashes = room.Hashes(s), country = "FR", audience = room.Audiences.GetValueOrDefault(s), provenance = room.Sources.GetValueOrDefault(s) }),
        });
        room.Host.Others.OnPost<HashQuestion>("contacts", "internal/contacts/subjects/addresses", q => new
        {
            items = q.SubjectIds.Where(room.People.ContainsKey).Select(s => new { subjectId = s, email = room.People[s].FirstOrDefault(), language = room.Languages.GetValueOrDefault(s, "en") }),
        });
        room.Host.Others.OnPost<SinceQuestion>("campaigns", "internal/campaigns/subjects/first-sends", q => First(q, room.FirstSends));
        room.Host.Others.OnPost<SinceQuestion>("contacts", "internal/contacts/subjects/first-disclosures", q => First(q, room.FirstDisclosures));
        room.Host.Others.OnPost<HashQuestion>("subject-rights", "internal/subject-rights/holds/ask", q => new
        {
            subjectIds = q.SubjectIds.Where(room.Asking.Contains).ToArray(), hashes = Array.Empty<string>(),
        });
        room.Host.Others.OnPost<HashQuestion>("governance", "internal/governance/litigation-holds/match", q => new
        {
            holds = q.SubjectIds.Where(room.Claimed.Contains).Select(s => new { holdId = Guid.NewGuid(), subjectId = s, recordId = (Guid?)null, reviewDate = "2040-01-01" }).ToArray(),
        });
        room.Notice = await room.PublishNoticeAsync(Newsletter);
        return room;
    }

    /// <summary>The room without a sweeper of its own, for a test that sweeps itself.</summary>
    public static Task<ConsentRoom> StartWithoutAsync<TSweeper>(TimeProvider? clock = null)
        where TSweeper : Microsoft.Extensions.Hosting.IHostedService => StartAsync(o =>
    {
        o.Clock = clock;
        o.Parts = [new WithoutHosted<TSweeper>()];
    });

    public async Task StartAgainAsync()
    {
        await Host.StartAgainAsync();
        Http = Host.Client();
    }

    public async Task<Guid> PublishNoticeAsync(string purpose, string[]? channels = null, string legalBasis = "consent", int? consentMonths = null)
    {
        await Created(Http.PostAsJsonAsync("/api/consent/purposes", new
        {
            code = purpose, name = new { fr = "Lettre", en = "Letter" }, legalBasis, channels = channels ?? ["email", "sms"], consentMonths,
        }));
        var notice = await Created(Http.PostAsJsonAsync("/api/consent/notices", new { purpose, language = "fr", text = $"Oui à {purpose}." }));
        return notice["id"]!.GetValue<Guid>();
    }

    public string[] Hashes(SubjectId subject) =>
        [.. People[subject].SelectMany(e => Host.Hasher.HashWithEveryKey(new Identifier(IdentifierKind.Email, e))).Select(h => h.ToString())];

    /// <summary>Somebody new in Contacts, announced on the bus as in production.</summary>
    public Task<SubjectId> RegisterAsync(params string[] emails) => RegisterFromAsync(null, emails);

    /// <summary>Somebody new in Contacts, whose data came from there.</summary>
    public async Task<SubjectId> RegisterFromAsync(object? source, params string[] emails)
    {
        var subject = SubjectId.New(TimeProvider.System);
        People[subject] = emails;
        if (source is not null)
        {
            Sources[subject] = source;
        }

        await Host.PublishAsync(new SubjectsRegistered([subject]));
        await Until(() => Host.ReadAsync<ConsentDbContext, bool>(db => db.KnownSubjects.AnyAsync(k => k.SubjectId == subject)));
        return subject;
    }

    public Task<HttpResponseMessage> SayAsync(
        SubjectId subject, string decision, string channel = "email", DateTimeOffset? at = null, string method = "form", string purpose = Newsletter) =>
        Http.PostAsJsonAsync("/api/consent/events", new
        {
            subjectId = subject, purpose, channel, decision, method,
            noticeId = decision is "given" or "renewed" ? Notice : (Guid?)null,
            at = at ?? TimeProvider.System.GetUtcNow(),
        });

    public async Task<string> DecideAsync(SubjectId subject, string channel = "email", string purpose = Newsletter)
    {
        var answer = await Http.GetFromJsonAsync<JsonObject>($"/api/consent/decisions?subjectId={subject}&channel={channel}&purpose={purpose}");
        return answer!["code"]!.GetValue<string>();
    }

    /// <summary>States facts of a person; answers the id of their version.</summary>
    public async Task<Guid> StateAsync(SubjectId subject, object facts)
    {
        using var answer = await Http.PutAsJsonAsync($"/api/consent/subjects/{subject}/facts", facts);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<Guid>();
    }

    /// <summary>Opens a case for people and addresses, and takes it through the three phases of an erasure.</summary>
    public async Task<Datum[]> EraseAsync(SubjectId[] subjects, params string[] emails)
    {
        var request = OpenCase(subjects, emails);
        var subject = subjects.Cast<SubjectId?>().FirstOrDefault();
        var plan = await AskAsync(new LocateSubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Locate);
        await AskAsync(new CarryOut(request, "consent", RightRequested.Erasure, 1, subject, subject is null ? null : 7, plan), request, ParticipationPhase.Act);
        var verified = await AskAsync(new VerifySubject(request, "consent", RightRequested.Erasure, 1, subject), request, ParticipationPhase.Verify);
        await Host.PublishAsync(new SubjectRequestClosed(request));
        await Until(() => Host.ReadAsync<ConsentDbContext, bool>(async db => !await db.Participations.AnyAsync(p => p.RequestId == request)));
        return verified;
    }

    public Guid OpenCase(SubjectId[] subjects, params string[] emails) => OpenPart(subjects, [], emails);

    /// <summary>The case of an erasure of some classes of data.</summary>
    public Guid OpenPart(SubjectId[] subjects, string[] dataClasses, params string[] emails)
    {
        var request = Guid.CreateVersion7();
        Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new
        {
            requestId = request, subjects, identifiers = emails.Select(e => new { kind = "email", value = e }), asked = new { dataClasses },
        });
        return request;
    }

    public async Task<Datum[]> AskAsync<T>(T command, Guid request, ParticipationPhase phase)
        where T : class
    {
        await Host.SendAsync("consent-participation", command);
        ParticipantReported? report = null;
        await Until(() => Task.FromResult((report = Host.Bus.All<ParticipantReported>().FirstOrDefault(r => r.RequestId == request && r.Phase == phase)) is not null));
        return report!.Data;
    }

    public static async Task<JsonObject> Created(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return JsonNode.Parse(body)!.AsObject();
    }

    public static async Task RefusedAsync(Task<HttpResponseMessage> sending, int status, string code)
    {
        using var answer = await sending;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {body}");
        Assert.Equal(code, JsonNode.Parse(body)!["code"]!.GetValue<string>());
    }

    public static Task Until(Func<Task<bool>> seen) => Eventually.Async(seen, TimeSpan.FromSeconds(20), "what the test waits for");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private static object First(SinceQuestion question, Dictionary<SubjectId, DateTimeOffset> first) => new
    {
        items = question.Items.Where(i => first.TryGetValue(i.SubjectId, out var at) && at >= i.At).Select(i => new { subjectId = i.SubjectId, at = first[i.SubjectId] }),
    };

    private sealed record Since(SubjectId SubjectId, DateTimeOffset At);

    private sealed record SinceQuestion(Since[] Items);

    private sealed record HashQuestion(SubjectId[] SubjectIds);
}
