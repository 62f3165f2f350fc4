using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Messaging;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;

namespace Gdpr.Standalone.Tests;

/// <summary>Messages are additive: what an older version left in an outbox is read and handled by today's.</summary>
public sealed class OldMessageTests
{
    private static readonly string[] NotUnderstood = ["MESSAGE_UNREADABLE", "MESSAGE_NOT_HANDLED", nameof(JsonException), "SerializationException", "NotSupportedException", "NullReferenceException"];

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(MessageSample.Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary><c>GDPR_WRITE_SAMPLES=1</c> writes the missing ones.</summary>
    [Fact]
    public void Every_message_has_a_sample()
    {
        Assert.True(MessageSample.Messages.Count > 30);
        var missing = MessageSample.Messages.Where(m => !File.Exists(MessageSample.FileOf(m))).ToList();
        if (Environment.GetEnvironmentVariable("GDPR_WRITE_SAMPLES") is "1")
        {
            missing.ForEach(m => File.WriteAllText(MessageSample.FileOf(m), MessageSample.New(m)));
            return;
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing.Select(m => $"{MessageSample.FileOf(m)} is missing: run this test with GDPR_WRITE_SAMPLES=1")));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_message_and_no_word_of_one_has_been_taken_away(string sample)
    {
        var type = MessageSample.Messages.SingleOrDefault(m => m.FullName == $"Gdpr.Messages.{sample}");
        Assert.True(type is not null, $"{sample} is no message any more");
        var old = File.ReadAllText(MessageSample.FileOf(type));

        var today = JsonSerializer.Serialize(JsonSerializer.Deserialize(old, type, MessageJson.Options), type, MessageJson.Options);

        Holds(JsonNode.Parse(old), JsonNode.Parse(today), sample);
    }

    [Fact]
    public async Task Rows_that_an_older_version_left_are_handled_at_the_next_start()
    {
        using var folder = new TempFolder();
        await MigrateAsync(folder.Path);
        var rows = Leave(Path.Combine(folder.Path, "subject-rights.db"));

        await using var host = await ChildHost.StartAsync(new ChildHostOptions(DemoHost.Dll, $"--Gdpr:DataFolder={folder.Path}"));
        await Eventually.Async(
            () => Task.FromResult(Waiting(folder.Path, rows) is { Count: 0 } ? true : throw new InvalidOperationException(string.Join(' ', Waiting(folder.Path, rows)))),
            TimeSpan.FromSeconds(60),
            "every row has reached its receivers");

        Assert.All(rows, row => Assert.True(Heard(folder.Path, row.Key), $"{row.Value} reached nobody\n{host.Output}"));
        Assert.Empty(Reasons(folder.Path).Where(r => NotUnderstood.Any(n => r.Contains(n, StringComparison.Ordinal))));
    }

    // Everything that was said is still said, in the same words; more may be.
    private static void Holds(JsonNode? old, JsonNode? today, string path)
    {
        switch (old)
        {
            case JsonObject said:
                Assert.All(said, p => Assert.True(today is JsonObject now && now.ContainsKey(p.Key), $"{path}.{p.Key} is gone"));
                said.ToList().ForEach(p => Holds(p.Value, today![p.Key], $"{path}.{p.Key}"));
                break;
            case JsonArray many:
                Assert.Equal(many.Count, today!.AsArray().Count);
                Holds(many[0], today[0], $"{path}[0]");
                break;
            default:
                Assert.Equal(old?.ToJsonString(), today?.ToJsonString());
                break;
        }
    }

    private static async Task MigrateAsync(string data)
    {
        await using var migration = await ChildHost.StartAsync(new ChildHostOptions(DemoHost.Dll, "migrate", $"--Gdpr:DataFolder={data}") { WaitUntilReady = false });
        Assert.True(await migration.EndAsync(TimeSpan.FromSeconds(60)) == 0, migration.Output);
    }

    private static Dictionary<Guid, string> Leave(string database)
    {
        using var connection = Open(database);
        var rows = new Dictionary<Guid, string>();
        foreach (var sample in Directory.EnumerateFiles(MessageSample.Folder, "*.json"))
        {
            var id = Guid.CreateVersion7();
            rows[id] = $"Gdpr.Messages.{Path.GetFileNameWithoutExtension(sample)}";
            using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO "Outbox" ("Id", "MessageId", "MessageType", "Body", "CreatedAt", "AvailableAt", "Attempts") VALUES ($id, $id, $type, $body, $now, 0, 0)
                """;
            command.Parameters.AddWithValue("$id", id);
            command.Parameters.AddWithValue("$type", rows[id]);
            command.Parameters.AddWithValue("$body", File.ReadAllText(sample));
            command.Parameters.AddWithValue("$now", DateTimeOffset.UtcNow.UtcTicks);
            command.ExecuteNonQuery();
        }

        return rows;
    }

    private static IReadOnlyList<string> Waiting(string data, Dictionary<Guid, string> rows) =>
        [.. Ask(Path.Combine(data, "subject-rights.db"), """SELECT "MessageId", "DeadAt" FROM "Outbox" """, r => (Id: r.GetGuid(0), Dead: !r.IsDBNull(1)))
            .Where(r => rows.ContainsKey(r.Id) && !r.Dead && !Heard(data, r.Id)).Select(r => rows[r.Id])];

    // Handled, given back for later, or refused by a rule: in each case it was read and somebody's code saw it.
    private static bool Heard(string data, Guid message) => Rooms(data).Any(room =>
        Ask(room, """SELECT "MessageId" FROM "Inbox" UNION SELECT "MessageId" FROM "DeadMessages" UNION SELECT "MessageId" FROM "Outbox" WHERE "Headers" LIKE '%gdpr-deliveries%'""", r => r.GetGuid(0))
            .Contains(message));

    private static IReadOnlyList<string> Reasons(string data) =>
        [.. Rooms(data).SelectMany(room => Ask(
            room,
            """SELECT "MessageType" || ' ' || "Reason" FROM "DeadMessages" UNION SELECT "MessageType" || ' ' || "LastError" FROM "Outbox" WHERE "DeadAt" IS NOT NULL""",
            r => $"{Path.GetFileName(room)} {r.GetString(0)}"))];

    private static IEnumerable<string> Rooms(string data) => Directory.EnumerateFiles(data, "*.db");

    private static List<T> Ask<T>(string database, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }
}
