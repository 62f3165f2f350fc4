using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Simulators;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Tests.Support;

/// <summary>The room, one third party, and SubjectRights as the test plays it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Target = "connection:loyalty";
    public const string Email = "person@example.test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Stage(RoomHost room, InHouseApplication party, MovableClock clock)
    {
        Room = room;
        Party = party;
        Clock = clock;
    }

    public RoomHost Room { get; }

    public InHouseApplication Party { get; }

    public MovableClock Clock { get; }

    public Guid RequestId { get; } = Guid.CreateVersion7();

    /// <summary>With one person known to the third party and one case open, but no connection yet.</summary>
    public static async Task<Stage> SetAsync(params (string Key, string Value)[] settings)
    {
        var clock = new MovableClock();
        var party = await InHouseApplication.StartAsync();
        party.Seed(new Person(Email: Email, Phone: "+33612345678", ExternalId: "shop:7", Name: "A Person", Plan: "gold"));
        var room = await RoomHost.StartAsync(new ConnectorsModule(), o =>
        {
            o.Clock = clock;
            o.Settings["Gdpr:Connectors:AllowPrivateNetworks"] = "true";
            o.Settings["Gdpr:Connectors:AttemptTimeout"] = "00:00:15";
            o.Settings["Gdpr:Connectors:Tick"] = "00:00:00.100";
            foreach (var (key, value) in settings)
            {
                o.Settings[key] = value;
            }
        });
        var stage = new Stage(room, party, clock);
        stage.OpenCase(new CaseIdentifier(IdentifierKind.Email, Email));
        return stage;
    }

    /// <summary>The usual beginning: the simulator connected and enabled.</summary>
    public static async Task<Stage> ConnectedAsync(Misbehaviour? misbehaviour = null, params (string Key, string Value)[] settings)
    {
        var stage = await SetAsync(settings);
        await stage.ConnectAsync();
        if (misbehaviour is not null)
        {
            stage.Party.Misbehaviour = misbehaviour;
        }

        return stage;
    }

    public void OpenCase(params CaseIdentifier[] identifiers) =>
        Room.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{RequestId}", _ => new CaseFile(RequestId, [], identifiers));

    public void CloseCase() => Room.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{RequestId}", _ => null);

    public Dictionary<string, object?> Body(Uri? address = null) => new()
    {
        ["key"] = "loyalty",
        ["definition"] = "in-house-http",
        ["name"] = "Loyalty programme",
        ["baseUrl"] = (address ?? Party.Address).ToString(),
        ["token"] = Party.Token,
        ["role"] = "processor",
        ["identifierKinds"] = new[] { "email" },
        ["mayHoldUnknown"] = true,
        ["allowHosts"] = new[] { (address ?? Party.Address).Host },
    };

    /// <summary>Sets the connection up and enables it; answers its id.</summary>
    public async Task<Guid> ConnectAsync(Uri? address = null, params (string Field, object? Value)[] but)
    {
        var body = Body(address);
        foreach (var (field, value) in but)
        {
            body[field] = value;
        }

        using var client = Room.Client();
        using var created = await client.PostAsJsonAsync("api/connectors/connections", body);
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var enabled = await client.PostAsync($"api/connectors/connections/{id}/enable", null);
        enabled.EnsureSuccessStatusCode();
        return id;
    }

    public async Task<ParticipantReported> LocateAsync(RightRequested right = RightRequested.Erasure, int round = 1)
    {
        await Room.SendAsync(Endpoint, new LocateSubject(RequestId, Target, right, round, null));
        return await ReportAsync(ParticipationPhase.Locate, round);
    }

    public Task TellToCarryOutAsync(RightRequested right = RightRequested.Erasure, int round = 1, params Datum[] plan) =>
        Room.SendAsync(Endpoint, new CarryOut(RequestId, Target, right, round, null, 1, plan));

    public async Task<ParticipantReported> CarryOutAsync(RightRequested right = RightRequested.Erasure, int round = 1, params Datum[] plan)
    {
        await TellToCarryOutAsync(right, round, plan);
        return await ReportAsync(ParticipationPhase.Act, round);
    }

    public async Task<ParticipantReported> VerifyAsync(RightRequested right = RightRequested.Erasure, int round = 1)
    {
        await Room.SendAsync(Endpoint, new VerifySubject(RequestId, Target, right, round, null));
        return await ReportAsync(ParticipationPhase.Verify, round);
    }

    /// <summary>Time passes once everything said has left: what is still in the outbox would be swept and said twice.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await Eventually.Async(async () => !await Room.ReadAsync<ConnectorsDbContext, bool>(db => db.Outbox.AnyAsync()), Patience, "everything has left");
        Clock.Advance(by);
    }

    public Task CloseAsync() => Room.PublishAsync(new SubjectRequestClosed(RequestId));

    /// <summary>The report that ends the phase, or the first "waiting".</summary>
    public Task<ParticipantReported> ReportAsync(ParticipationPhase phase, int round = 1, bool waiting = false) =>
        Eventually.Async<ParticipantReported>(
            () => Task.FromResult(Reports(phase, round).FirstOrDefault(r => r.Status == ReportStatus.Waiting == waiting)),
            Patience,
            $"a report of {phase}");

    public IReadOnlyList<ParticipantReported> Reports(ParticipationPhase phase, int round = 1) =>
        [.. Room.Bus.All<ParticipantReported>().Where(r => r.RequestId == RequestId && r.Phase == phase && r.Round == round)];

    public Task<List<LedgerStep>> LedgerAsync() =>
        Room.ReadAsync<ConnectorsDbContext, List<LedgerStep>>(db => db.Steps.AsNoTracking().OrderBy(s => s.Id).ToListAsync());

    public Task<List<ConnectionTask>> TasksAsync() =>
        Room.ReadAsync<ConnectorsDbContext, List<ConnectionTask>>(db => db.Tasks.AsNoTracking().OrderBy(s => s.Id).ToListAsync());

    /// <summary>A process that is killed, unlike one that stops, leaves its leases behind.</summary>
    public async Task LeaseAsAKilledProcessDoesAsync()
    {
        await using var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Room.DataFolder, "connectors.db")}");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = $"UPDATE ConnectionTasks SET LeasedUntil = {(Clock.GetUtcNow() + TaskSchedule.Lease).UtcTicks}";
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>Every byte the room has stored, as text.</summary>
    public string Bytes()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Room.DataFolder, "*.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Room.DisposeAsync();
        await Party.DisposeAsync();
    }

    private static string Endpoint => ParticipationEndpoints.Of("connectors");
}
