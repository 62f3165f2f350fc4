using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Benchmarks;

/// <summary>The room of subject rights with its ledger and twelve stub participants on a real host.</summary>
internal sealed class Storm : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly WebApplication _app;
    private readonly TempFolder _folder;
    private readonly HttpClient _http;
    private int _made;

    private Storm(WebApplication app, TempFolder folder)
    {
        (_app, _folder) = (app, folder);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _http.DefaultRequestHeaders.Add(TestAuthentication.Scopes, "subject-rights.read subject-rights.write");
        _http.DefaultRequestHeaders.Add(TestAuthentication.Sub, "benchmark");
    }

    public HttpClient Http => _http;

    public static async Task<Storm> StartAsync(Servers servers)
    {
        var folder = new TempFolder();
        var options = new RoomHostOptions();
        foreach (var (key, value) in servers.Settings)
        {
            options.Settings[key] = value;
        }

        // The room takes part in its own requests, and asks itself over loopback whether they are open.
        var others = new OtherRooms();
        others.OnGet("127.0.0.1", "internal/subject-rights/case-files/", _ => new CaseOpen(Guid.Empty));
        IModule[] modules = [new SubjectRightsModule(), new ErasureLedgerModule(), new StubParticipants()];
        var app = ServiceHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Gdpr:SubjectRights:AnswerWithinSeconds=3600"],
            modules,
            b => RoomHostSetup.Apply(b, modules[0].Name, folder.Path, options, others));
        await Migrations.ApplyAsync(app.Services, CancellationToken.None);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<StubsDbContext>().GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        }

        await app.StartAsync();
        return new Storm(app, folder);
    }

    /// <summary>Takes in that many erasures up to the confirmed identity; nobody is asked yet.</summary>
    public async Task<IReadOnlyList<Guid>> ReceiveAsync(int requests, CancellationToken ct)
    {
        var ids = new Guid[requests];
        var first = _made;
        _made += requests;
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, token) =>
        {
            var body = new { right = "erasure", subject = new { subjectId = SubjectId.New(TimeProvider.System), email = $"storm{first + i}@example.test" }, receivedAt = TimeProvider.System.GetUtcNow().AddMinutes(-1), channel = "post", country = "FR" };
            using var answer = await _http.PostAsJsonAsync("/api/subject-rights/requests", body, token);
            var text = await answer.Content.ReadAsStringAsync(token);
            ids[i] = answer.IsSuccessStatusCode
                ? JsonNode.Parse(text)!["id"]!.GetValue<Guid>()
                : throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
        });
        await UntilAsync(ids, RequestStates.AwaitingIdentity, ct);
        return ids;
    }

    /// <summary>Sends all of them off at once and stops the time at the last answer, of the first phase and of the road.</summary>
    public async Task<StormTimes> RunAsync(int requests, CancellationToken ct)
    {
        var ids = await ReceiveAsync(requests, ct);
        var phase = await Timing.OfAsync(async () =>
        {
            await SendAsync(ids, OpenedFor, ct);
            await UntilAsync(ids, RequestStates.AwaitingReview, ct);
        });
        var rest = await Timing.OfAsync(async () =>
        {
            await SendAsync(ids, id => new RequestApproved(id, "benchmark", []), ct);
            await UntilAsync(ids, RequestStates.Completed, ct);
        });
        return new StormTimes(phase, phase + rest);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>The case file of a person whom these twelve hold.</summary>
    public static CaseFileOpened OpenedFor(Guid request) => OpenedFor(request, SubjectId.New(TimeProvider.System));

    private static CaseFileOpened OpenedFor(Guid request, SubjectId person) => new(
        request, 1, person, [person], 1, [.. StubParticipants.Targets.Select(t => new TargetNamed(t, "room", null))]);

    public async Task SendAsync<T>(IReadOnlyList<Guid> ids, Func<Guid, T> message, CancellationToken ct)
        where T : class
    {
        foreach (var batch in ids.Chunk(100))
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SubjectRightsDbContext>();
            foreach (var id in batch)
            {
                db.Send(ParticipationEndpoints.Saga, message(id));
            }

            await db.SaveChangesAsync(ct);
        }
    }

    public async Task UntilAsync(IReadOnlyList<Guid> ids, string state, CancellationToken ct)
    {
        var wanted = ids.ToHashSet();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SubjectRightsDbContext>();
            var there = await db.Requests.IgnoreAutoIncludes().Where(r => r.CurrentState == state).Select(r => r.CorrelationId).ToListAsync(deadline.Token);
            if (there.Count(wanted.Contains) == wanted.Count)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(deadline.Token));
    }
}
