using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.Sales.Tests;

/// <summary>The room on a real host: Contacts knows the people of <see cref="People"/>, Governance the holds of <see cref="Held"/>.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly Guid Request = Guid.CreateVersion7();

    private Shop(RoomHost host, MovableClock clock)
    {
        (Host, Clock) = (host, clock);
        Api = host.Client();
        host.Others.OnPost<Identifiers>("contacts", "internal/contacts/subjects/match", q => new { items = q.Items.Select(Match).ToArray() });
        host.Others.OnPost<Subjects>("contacts", "internal/contacts/subjects/buyers", q => new
        {
            items = People.Where(p => q.SubjectIds.Contains(p.Id)).Select(p => new { subjectId = p.Id, name = p.Name, street = "1 rue du Port", city = "Brest", country = "FR" }).ToArray(),
        });
        host.Others.OnPost<Hashes>("subject-rights", "internal/subject-rights/erasures/match", q => new
        {
            erased = q.Items.Where(Erased.ContainsKey).Select(h => new { hash = h, erasedAt = Erased[h] }).ToArray(),
        });
        host.Others.OnPost<JsonObject>("subject-rights", "internal/subject-rights/holds/ask", q => new
        {
            subjectIds = Array.Empty<Guid>(), hashes = q["hashes"]!.AsArray().Select(h => h!.GetValue<string>()).Where(Asking.Contains).ToArray(),
        });
        host.Others.OnPost<Questions>("governance", "internal/governance/litigation-holds/match", q => new
        {
            holds = Held.Where(h => q.SubjectIds.Contains(h.Person)).Select(h => new { holdId = h.Hold, subjectId = (SubjectId?)h.Person, reviewDate = h.Review }).ToArray(),
        });
    }

    public RoomHost Host { get; }

    public MovableClock Clock { get; }

    public HttpClient Api { get; private set; }

    public List<Person> People { get; } = [];

    public Dictionary<string, DateTimeOffset> Erased { get; } = [];

    /// <summary>Identifiers that the room handed over to the case file.</summary>
    public List<CaseIdentifier> Found { get; } = [];

    public List<(Guid Hold, SubjectId Person, DateOnly Review)> Held { get; } = [];

    /// <summary>Hashes of the identifiers under which an open request came.</summary>
    public HashSet<string> Asking { get; } = [];

    private ILookup<string?, Person>? _byKey;

    /// <summary>Looks people up by their external id from now on: for files of many.</summary>
    public void Index() => _byKey = People.ToLookup(p => p.ExternalId);

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).DateTime);

    public static async Task<Shop> OpenAsync(Action<RoomHostOptions>? configure = null)
    {
        var clock = new MovableClock();
        return new Shop(
            await RoomHost.StartAsync(new SalesModule(), o =>
            {
                o.Clock = clock;
                o.Settings["Gdpr:Controller:Name"] = "Shop SAS";
                configure?.Invoke(o);
            }),
            clock);
    }

    public async Task StartAgainAsync()
    {
        await Host.StartAgainAsync();
        Api = Host.Client();
    }

    public Person Knows(string name, string email, string? externalId = null)
    {
        var person = new Person(SubjectId.New(TimeProvider.System), name, email, externalId);
        People.Add(person);
        return person;
    }

    /// <summary>Opens the case file that participants read.</summary>
    public void OpensCase(Person person, bool known = true, params SubjectId[] second)
    {
        List<CaseIdentifier> identifiers = [new(IdentifierKind.Email, person.Email)];
        if (known)
        {
            identifiers.Add(new CaseIdentifier(IdentifierKind.Name, person.Name.ToLowerInvariant()));
        }

        Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f =>
        {
            Found.AddRange(f.Identifiers);
            return new IdentifiersAdded(f.Identifiers.Count);
        });
        Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => new CaseFile(Request, known ? [person.Id, .. second] : [], identifiers));
    }

    public async Task<JsonNode> DoAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/sales/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<(int Status, string? Code)> TryAsync(string path, object body)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/sales/{path}", body);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]?.GetValue<string>());
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Api.GetStringAsync($"/api/sales/{path}"))!;

    public async Task<Guid> InvoicesAsync(Person person, string number, string issuedOn, object? contact = null, string? orderNumber = null) =>
        (await DoAsync("invoices", Invoice(person, number, issuedOn, contact, orderNumber)))["id"]!.GetValue<Guid>();

    public static object Invoice(Person person, string number, string issuedOn, object? contact = null, string? orderNumber = null) => new
    {
        number, issuedOn, subjectId = person.Id, orderNumber, contact,
        lines = new[] { new { description = "Boat", quantity = 2, unitPrice = 49.995m, vatRate = 20m }, new { description = "Book", quantity = 1, unitPrice = 10m, vatRate = 5.5m } },
    };

    public async Task<Guid> OrdersAsync(Person person, string number, string orderedOn, decimal amount = 30, bool online = false, string? deliveredOn = null) =>
        (await DoAsync("orders", new
        {
            number, orderedOn, deliveredOn, subjectId = person.Id, concludedOnline = online, consumer = online, lines = new[] { new { product = "Boat", quantity = 1, amount } },
        }))["id"]!.GetValue<Guid>();

    public async Task<Datum[]> LocateAsync(RightRequested right = RightRequested.Erasure, int round = 1)
    {
        await Host.SendAsync("sales-participation", new LocateSubject(Request, "sales", right, round, null));
        return await ReportAsync(ParticipationPhase.Locate, round);
    }

    public async Task<Datum[]> EraseAsync(int round = 1, params Datum[] plan)
    {
        await Host.SendAsync("sales-participation", new CarryOut(Request, "sales", RightRequested.Erasure, round, null, 7, plan));
        return await ReportAsync(ParticipationPhase.Act, round);
    }

    public async Task<Datum[]> VerifyAsync(int round = 1)
    {
        await Host.SendAsync("sales-participation", new VerifySubject(Request, "sales", RightRequested.Erasure, round, null));
        return await ReportAsync(ParticipationPhase.Verify, round);
    }

    public async Task<Datum[]> ReportAsync(ParticipationPhase phase, int round) => (await Eventually.Async(
        () => Task.FromResult(Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Phase == phase && r.Round == round)),
        TimeSpan.FromSeconds(20),
        $"sales reports {phase}")).Data;

    public async Task<JsonNode> ImportAsync(string file, object mapping) => await EndOfAsync(await UploadAsync(System.Text.Encoding.UTF8.GetBytes(file), mapping));

    public async Task<Guid> UploadAsync(byte[] file, object mapping)
    {
        using var answer = await TryUploadAsync(file, mapping);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<Guid>();
    }

    public async Task<HttpResponseMessage> TryUploadAsync(byte[] file, object mapping)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "sales.csv" },
            { new StringContent(mapping as string ?? JsonSerializer.Serialize(mapping)), "mapping" },
        };
        return await Api.PostAsync("/api/sales/imports", form);
    }

    public Task<JsonNode> EndOfAsync(Guid import, int seconds = 120) => Eventually.Async(
        async () => await GetAsync($"imports/{import}") is { } view && view["status"]!.GetValue<string>() is "completed" or "failed" or "stopped" ? view : null,
        TimeSpan.FromSeconds(seconds),
        "the import ends");

    public Task<T> ReadAsync<T>(Func<SalesDbContext, Task<T>> read) => Host.ReadAsync(read);

    public string HashOf(IdentifierKind kind, string normalised) => Host.Hasher.Hash(new Identifier(kind, normalised)).ToString();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }

    private object Match(CaseIdentifier asked)
    {
        var value = asked.Kind == IdentifierKind.ExternalId ? $"default:{asked.Value}" : asked.Value.ToLowerInvariant();
        var well = asked.Kind == IdentifierKind.ExternalId || asked.Value.Contains('@');
        var found = _byKey?[asked.Value] ?? People.Where(p => asked.Kind == IdentifierKind.Email ? p.Email == value : p.ExternalId == asked.Value);
        return new { normalised = well ? value : null, subjectIds = well ? found.Select(p => p.Id).ToArray() : [] };
    }

    internal sealed record Person(SubjectId Id, string Name, string Email, string? ExternalId);

    private sealed record Identifiers([property: System.Text.Json.Serialization.JsonPropertyName("identifiers")] IReadOnlyList<CaseIdentifier> Items);

    private sealed record Subjects(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Hashes([property: System.Text.Json.Serialization.JsonPropertyName("hashes")] IReadOnlyList<string> Items);

    private sealed record Questions(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<Guid> RecordIds);
}

/// <summary>The real clock, which a test can put forward; timers keep running in real time.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
