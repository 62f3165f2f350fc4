using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gdpr.Benchmarks;

/// <summary>
/// May we write to them: one person over HTTP among all, and a whole segment, inside the room beside the bare join that
/// reads the same rows on the same provider, and over HTTP in batches.
/// </summary>
internal sealed class DecisionBench(Backing backing) : IBenchmark
{
    private const int Batch = 500;

    public string Name => $"decisions, {backing.Title()}";

    public async Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct)
    {
        var all = Math.Max(1_000, (int)(1_000_000 * scale));
        var segment = Segment(all, Math.Max(Batch, all / 10));
        var servers = await Servers.OfAsync(backing);
        await using var room = await RoomHost.StartAsync(new ConsentModule(), o => servers.Settings.ToList().ForEach(s => o.Settings[s.Key] = s.Value));
        await new ConsentCrowd(room).FillAsync(all, ct);
        using var http = room.Client();
        var one = await OneByOneAsync(http, all, ct);
        await InsideAsync(room, segment.Take(Batch), ct);
        await BareAsync(room, segment.Take(Batch), ct);
        var bare = await Timing.OfAsync(() => BareAsync(room, segment, ct));
        var inside = await Timing.OfAsync(() => InsideAsync(room, segment, ct));
        var batches = await Timing.OfAsync(() => OverHttpAsync(http, segment, ct));
        var many = segment.Count;
        return
        [
            new($"one person of {all:N0}, median", one[one.Count / 2], "ms"),
            new($"one person of {all:N0}, 95th of 100", one[one.Count * 95 / 100], "ms"),
            new("bare join of the same rows", many / bare.TotalSeconds, "people/s"),
            new($"a segment of {many:N0}, inside the room", many / inside.TotalSeconds, "people/s", bare / inside, "the bare join"),
            new("the same over HTTP, 500 at once", many / batches.TotalSeconds, "people/s", bare / batches, "the bare join"),
        ];
    }

    // Spread over everybody, as the people of a segment are.
    private static List<int> Segment(int all, int many) => [.. Enumerable.Range(0, many).Select(i => 1 + (int)((long)i * all / many))];

    private static async Task<IReadOnlyList<double>> OneByOneAsync(HttpClient http, int all, CancellationToken ct)
    {
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < 1_200; i++)
        {
            var number = 1 + random.Next(all);
            var started = Stopwatch.GetTimestamp();
            var answer = await http.GetStringAsync($"/api/consent/decisions?subjectId={ConsentCrowd.Person(number)}&channel=email&purpose={ConsentCrowd.Newsletter}", ct);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Demand(JsonNode.Parse(answer)!["allowed"]!.GetValue<bool>() ? 1 : 0, [number]);
        }

        // The first ones compile.
        return [.. times.Skip(200).Order()];
    }

    private static async Task InsideAsync(RoomHost room, IEnumerable<int> people, CancellationToken ct)
    {
        foreach (var batch in people.Chunk(Batch))
        {
            await using var scope = room.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
            var purpose = await db.PurposeAsync(ConsentCrowd.Newsletter, ct);
            var asked = new DecisionQuestion(purpose.Code, Channel.Email, db.Now, purpose.IsService, "FR");
            var facts = await db.FactsAsync([.. batch.Select(ConsentCrowd.Person)], purpose, asked, ct);
            Demand(batch.Count(n => ContactDecision.Of(facts[ConsentCrowd.Person(n)], asked).Allowed), batch);
        }
    }

    private static async Task OverHttpAsync(HttpClient http, IEnumerable<int> people, CancellationToken ct)
    {
        foreach (var batch in people.Chunk(Batch))
        {
            using var answer = await http.PostAsJsonAsync(
                "/api/consent/decisions/batch", new { subjectIds = batch.Select(ConsentCrowd.Person), channel = "email", purpose = ConsentCrowd.Newsletter }, ct);
            answer.EnsureSuccessStatusCode();
            var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!["items"]!.AsArray();
            Demand(items.Count(i => i!["decision"]!["allowed"]!.GetValue<bool>()), batch);
        }
    }

    private static async Task BareAsync(RoomHost room, IEnumerable<int> people, CancellationToken ct)
    {
        await using var scope = room.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
        await db.Database.OpenConnectionAsync(ct);
        var statement = Join(db);
        foreach (var batch in people.Chunk(Batch))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = statement;
            Give(command, [.. batch.Select(n => ConsentCrowd.Person(n).Value)]);
            await using var reader = await command.ExecuteReaderAsync(ct);
            if (await ReadAsync(reader, ct) != batch.Length)
            {
                throw new InvalidOperationException("The bare join does not find everybody.");
            }
        }
    }

    // One parameter on both, so that PostgreSQL keeps its plan from batch to batch.
    private static void Give(DbCommand command, Guid[] people)
    {
        var given = command.CreateParameter();
        given.ParameterName = "people";
        given.Value = command is NpgsqlCommand ? people : JsonSerializer.Serialize(people.Select(p => p.ToString().ToUpperInvariant()));
        command.Parameters.Add(given);
    }

    private static async Task<int> ReadAsync(DbDataReader reader, CancellationToken ct)
    {
        var rows = 0;
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync(ct))
        {
            reader.GetValues(values);
            rows++;
        }

        return rows;
    }

    private static string Join(ConsentDbContext db)
    {
        string Table<T>() => db.Model.FindEntityType(typeof(T)) is { } e
            ? db.GetService<ISqlGenerationHelper>().DelimitIdentifier(e.GetTableName()!, e.GetSchema())
            : throw new InvalidOperationException();
        return $"""
            SELECT k.*, f.*, e.*, h.*, l.*, s.*
            FROM {Table<KnownSubject>()} k
            LEFT JOIN {Table<SubjectFacts>()} f ON f."SubjectId" = k."SubjectId"
            LEFT JOIN {Table<ConsentEvent>()} e ON e."SubjectId" = k."SubjectId"
            LEFT JOIN {Table<SubjectHash>()} h ON h."SubjectId" = k."SubjectId"
            LEFT JOIN {Table<SuppressionHash>()} x ON x."Hash" = h."Hash"
            LEFT JOIN {Table<SuppressionSubject>()} l ON l."SubjectId" = k."SubjectId"
            LEFT JOIN {Table<Suppression>()} s ON s."Id" = x."SuppressionId"
            WHERE k."SubjectId" {(db.Database.IsNpgsql() ? "= ANY(@people)" : "IN (SELECT value FROM json_each(@people))")}
            """;
    }

    private static void Demand(int allowed, IReadOnlyCollection<int> people)
    {
        var expected = people.Count(n => n % ConsentCrowd.OneInHasRefused != 0);
        if (allowed != expected)
        {
            throw new InvalidOperationException($"{allowed} of {people.Count} may be contacted, {expected} should be.");
        }
    }
}
