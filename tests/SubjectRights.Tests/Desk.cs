using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.SubjectRights.Tests;

/// <summary>The room on a real host, with Contacts stubbed and the test speaking for two participants.</summary>
internal sealed partial class Desk : IAsyncDisposable
{
    public static readonly string[] Participants = ["contacts", "consent"];

    private readonly RoomHost _room;

    private Desk(RoomHost room, MovableClock clock)
    {
        (_room, Clock) = (room, clock);
        Http = room.Client();
    }

    /// <summary>Stands a few weeks before what <see cref="Body"/> asks for is due, unless a test brings its own.</summary>
    public MovableClock Clock { get; }

    public RoomHost Room => _room;

    public HttpClient Http { get; }

    public static async Task<Desk> OpenAsync(Action<RoomHostOptions>? configure = null, params SubjectId[] known)
    {
        var clock = new MovableClock();
        clock.Set(DateTimeOffset.Parse("2026-11-24T09:00:00+01:00", System.Globalization.CultureInfo.InvariantCulture));
        var room = await RoomHost.StartAsync(new SubjectRightsModule(), o =>
        {
            o.Clock = clock;
            o.Parts = [new ErasureLedgerModule()];
            o.Settings["Gdpr:Participants:0"] = Participants[0];
            o.Settings["Gdpr:Participants:1"] = Participants[1];
            o.Settings["Gdpr:Backups:RetentionDays"] = "30";
            o.Settings["Gdpr:SubjectRights:FoundAgainAfterSeconds:0"] = "0";
            o.Settings["Gdpr:SubjectRights:FoundAgainAfterSeconds:1"] = "0";
            configure?.Invoke(o);
        });
        room.Others.OnPost<JsonObject>("contacts", "internal/contacts/subjects/resolve", _ => new { matches = known.Select(k => new { subjectId = k }) });
        room.Others.OnGet("contacts", "internal/contacts/subjects/", _ => new
        {
            subjectIds = known.Take(1),
            identifiers = new[] { new { kind = "email", value = "ann@example.test" } },
            language = "fr",
        });

        // The room takes part in its own requests, and asks itself over loopback whether they are open.
        room.Others.OnGet("127.0.0.1", "internal/subject-rights/case-files/", c => c.Path.EndsWith("/open", StringComparison.Ordinal) ? new CaseOpen(Guid.Empty) : null);
        return new Desk(room, clock);
    }

    public async Task<Guid> ReceiveAsync(string right = "erasure", string email = "ann@example.test")
    {
        var answer = await Http.PostAsJsonAsync("/api/subject-rights/requests", Body(right, email));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
    }

    public static object Body(string right, string email) =>
        new { right, subject = new { email }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR" };

    public async Task<JsonNode> StateAsync(Guid id) => JsonNode.Parse(await Http.GetStringAsync($"/api/subject-rights/requests/{id}"))!;

    public Task<JsonNode> UntilAsync(Guid id, string status) => Eventually.Async(
        async () => (await StateAsync(id)) is { } s && s["status"]!.GetValue<string>() == status ? s : null, TimeSpan.FromSeconds(20), $"{id} is {status}");

    public async Task StepAsync(Guid id, string step, object body)
    {
        var answer = await Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/{step}", body);
        Assert.True(answer.IsSuccessStatusCode, $"{step}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task IdentifyAsync(Guid id)
    {
        await UntilAsync(id, "AwaitingIdentity");
        await StepAsync(id, "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
    }

    /// <summary>Answers the newest command of that kind to each participant with these data.</summary>
    public async Task AnswerAsync<TCommand>(Guid id, params Datum[] data)
        where TCommand : class
    {
        foreach (var target in Participants)
        {
            await AnswerAsync<TCommand>(id, target, 0, data);
        }
    }

    /// <summary>Waits for the command's round after <paramref name="after"/> and answers it; the round answered.</summary>
    public async Task<int> AnswerAsync<TCommand>(Guid id, string target, int after, Datum[] data, ReportStatus status = ReportStatus.Done, int added = 0)
        where TCommand : class
    {
        var round = await RoundAsync<TCommand>(id, target, after);
        await ReportAsync(id, target, PhaseOf<TCommand>(), round, data, status, added);
        return round;
    }

    public async Task<int> RoundAsync<TCommand>(Guid id, string target, int after)
        where TCommand : class
    {
        var found = await Eventually.Async(
            () => Task.FromResult(Commands<TCommand>(id, target).Where(r => r > after).Select(r => (object)r).FirstOrDefault()),
            TimeSpan.FromSeconds(20),
            $"{typeof(TCommand).Name} to {target}");
        return (int)found;
    }

    public Task ReportAsync(Guid id, string target, ParticipationPhase phase, int round, Datum[] data, ReportStatus status = ReportStatus.Done, int added = 0, Guid? messageId = null) =>
        _room.SendAsync(
            ParticipationEndpoints.Saga,
            new ParticipantReported(id, target, phase, round, status, Assurance.ReadBack, data, status == ReportStatus.Done ? null : "TEST", added, null),
            messageId);

    public async Task<string> MailAsync(string kind) => await Eventually.Async(
        async () =>
        {
            var folder = Path.Combine(_room.DataFolder, "mail");
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                var mail = await File.ReadAllTextAsync(file);
                if (mail.Contains(kind, StringComparison.Ordinal))
                {
                    return mail;
                }
            }

            return null;
        },
        TimeSpan.FromSeconds(20),
        $"a mail with {kind}");

    public static string CodeIn(string mail) => Code().Match(mail).Groups[1].Value;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _room.DisposeAsync();
    }

    private IEnumerable<int> Commands<TCommand>(Guid id, string target) => _room.Bus.All<TCommand>().Select(c => c switch
    {
        LocateSubject l when l.RequestId == id && l.Target == target => l.Round,
        CarryOut a when a.RequestId == id && a.Target == target => a.Round,
        VerifySubject v when v.RequestId == id && v.Target == target => v.Round,
        _ => 0,
    });

    private static ParticipationPhase PhaseOf<TCommand>() => typeof(TCommand) == typeof(LocateSubject) ? ParticipationPhase.Locate
        : typeof(TCommand) == typeof(CarryOut) ? ParticipationPhase.Act : ParticipationPhase.Verify;

    [GeneratedRegex(@"<strong>(\d{8})</strong>")]
    private static partial Regex Code();
}
