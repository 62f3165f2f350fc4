using System.Text.Json.Nodes;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;

namespace Gdpr.Standalone.Tests;

/// <summary>Standalone on the data of an older version, which left one row of every message in an outbox.</summary>
public sealed class UpgradedHost : IAsyncLifetime
{
    // An event for whoever will want it: today it leaves the outbox, and no room has subscribed.
    private static readonly string[] HeardByNobody = ["Gdpr.Messages.Consent.ConsentWithdrawn"];

    private readonly TempFolder _folder = new();
    private Dictionary<Guid, string> _rows = [];
    private ChildHost? _host;

    public async ValueTask InitializeAsync()
    {
        await MigrateAsync(_folder.Path);
        _rows = Leave(_folder.Combine("subject-rights.db"));
        _host = await ChildHost.StartAsync(new ChildHostOptions(DemoHost.Dll, $"--Gdpr:DataFolder={_folder.Path}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Messages that nobody's code has seen: neither handled, nor given back for later, nor refused by a rule.</summary>
    public IReadOnlyList<string> Unheard()
    {
        var heard = Rooms.SelectMany(room => Ask(
            room,
            """SELECT "MessageId" FROM "Inbox" UNION SELECT "MessageId" FROM "DeadMessages" UNION SELECT "MessageId" FROM "Outbox" WHERE "Headers" LIKE '%gdpr-deliveries%'""",
            r => r.GetGuid(0))).ToHashSet();
        var waiting = Rooms.SelectMany(room => Ask(room, """SELECT "MessageId" FROM "Outbox" """, r => r.GetGuid(0))).ToHashSet();
        return [.. _rows.Where(r => HeardByNobody.Contains(r.Value) ? waiting.Contains(r.Key) : !heard.Contains(r.Key)).Select(r => r.Value)];
    }

    public IReadOnlyList<string> SetAside() =>
        [.. Rooms.SelectMany(room => Ask(
            room,
            """SELECT "MessageType" || ' ' || "Reason" FROM "DeadMessages" UNION SELECT "MessageType" || ' ' || "LastError" FROM "Outbox" WHERE "DeadAt" IS NOT NULL""",
            r => $"{Path.GetFileName(room)} {r.GetString(0)}"))];

    public async Task<IReadOnlySet<string>> ContractAsync()
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        foreach (var room in Suite.Modules.Where(m => m.PartOf is null))
        {
            var document = JsonNode.Parse(await _host!.Client.GetStringAsync($"/openapi/{room.Name}.json"))!;
            foreach (var (path, methods) in document["paths"]!.AsObject())
            {
                lines.UnionWith(methods!.AsObject().Select(m => $"{m.Key.ToUpperInvariant()} {path}"));
            }

            foreach (var (schema, shape) in document["components"]?["schemas"]?.AsObject() ?? [])
            {
                lines.UnionWith((shape!["properties"] as JsonObject ?? []).Select(p => $"{room.Name} {schema}.{p.Key}"));
            }
        }

        return lines;
    }

    private IEnumerable<string> Rooms => Directory.EnumerateFiles(_folder.Path, "*.db");

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
