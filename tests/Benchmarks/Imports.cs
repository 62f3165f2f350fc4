using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Contacts;
using Gdpr.Platform.Http;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gdpr.Benchmarks;

/// <summary>A million people in one CSV file, upload included, beside the bare insert of the rows that it wrote.</summary>
internal sealed class ImportBench(Backing backing) : IBenchmark
{
    public string Name => $"import, {backing.Title()}";

    public async Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct)
    {
        var rows = Math.Max(2000, (int)(1_000_000 * scale));
        var (servers, empty) = (await Servers.OfAsync(backing), await Servers.OfAsync(backing));
        await using var host = await StartAsync(servers);
        await using var target = await StartAsync(empty);
        await target.StopAsync();
        using var api = host.Client();
        api.Timeout = Timeout.InfiniteTimeSpan;
        await ImportAsync(api, from: rows, count: 1000, ct);
        var memory = Process.GetCurrentProcess().PeakWorkingSet64;
        var import = await Timing.OfAsync(() => ImportAsync(api, from: 0, rows, ct));
        memory = Process.GetCurrentProcess().PeakWorkingSet64 - memory;
        await host.StopAsync();
        var bare = backing == Backing.Embedded
            ? await BareSqlite.OfAsync(Path.Combine(host.DataFolder, "contacts.db"), Path.Combine(target.DataFolder, "contacts.db"), ct)
            : await BareCopy.OfAsync(servers.Database!, empty.Database!, ct);
        var (speed, ceiling) = (rows / import.TotalSeconds, (rows + 1000) / bare.TotalSeconds);
        return
        [
            new("people imported, the upload included", speed, "people/s", speed / ceiling, $"the bare insert of their rows ({ceiling:0}/s)"),
            new($"one file of {rows:#,0} people", import.TotalSeconds, "s"),
            new("memory that it took at most", memory / 1_000_000.0, "MB"),
        ];
    }

    private static Task<RoomHost> StartAsync(Servers servers) => RoomHost.StartAsync(new ContactsModule(), o =>
    {
        foreach (var (key, value) in servers.Settings)
        {
            o.Settings[key] = value;
        }

        // The stubs of a RoomHost remember every call, which would be the benchmark's memory and not the room's.
        o.Adjust = b =>
        {
            foreach (var client in (string[])[RoomHttp.ClientName, "identity-tokens"])
            {
                b.Services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new Nobody());
            }
        };
    });

    private static async Task ImportAsync(HttpClient api, int from, int count, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent { { new StringContent(ManyPeople.Mapping), "mapping" }, { new ManyPeople(from, count), "file", "people.csv" } };
        using var accepted = await api.PostAsync("/api/contacts/imports", form, ct);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonObject>(ct))!["id"]!.GetValue<Guid>();
        var ended = await Eventually.Async(
            async () => await api.GetFromJsonAsync<JsonObject>($"/api/contacts/imports/{id}", ct) is { } view
                && (string?)view["status"] is "completed" or "failed" or "stopped" ? view : null,
            TimeSpan.FromHours(1),
            "the import ends",
            ct);
        if ((string?)ended["status"] != "completed" || (int)ended["created"]! != count)
        {
            throw new InvalidOperationException($"Not everybody came in: {ended.ToJsonString()}");
        }
    }

    /// <summary>Rooms in which nobody was erased and nobody refused.</summary>
    private sealed class Nobody : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            object body = request.RequestUri!.AbsolutePath switch
            {
                "/connect/token" => new { access_token = "test", expires_in = 3600 },
                var path when path.EndsWith("erasures/match", StringComparison.Ordinal) => new { erased = Array.Empty<object>() },
                _ => new { suppressed = Array.Empty<object>() },
            };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body) });
        }
    }

    /// <summary>An upload of made-up people, made while it is sent.</summary>
    private sealed class ManyPeople(int from, int count) : HttpContent
    {
        public const string Mapping = """
            {"externalId":"id","givenName":"prenom","familyName":"nom","email":"courriel","phone":"telephone","birthDate":"naissance",
             "city":"ville","postalCode":"code postal","attributes.metier":"metier","formats":{"birthDate":"dd/MM/yyyy"},
             "defaults":{"country":"FR","audience":"B2C","language":"fr","origin":"fichier"}}
            """;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var text = new StringBuilder("id;prenom;nom;courriel;telephone;naissance;ville;code postal;metier\n");
            for (var i = from; i < from + count; i++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{i};Prénom{i % 1000};Nom{i};p{i}@example.test;06 {i / 1_000_000 % 100:00} {i / 10_000 % 100:00} {i / 100 % 100:00} {i % 100:00};{(i % 28) + 1:00}/{(i % 12) + 1:00}/{1940 + (i % 60)};Ville{i % 500};{10_000 + (i % 80_000)};Métier {i % 50}\n");
                if (text.Length > 64 * 1024 || i == from + count - 1)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                    text.Clear();
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>The tables that an import writes, each with the column that says whose row it is.</summary>
internal static class ImportedTables
{
    public const int Batch = 1000;

    public static readonly IReadOnlyList<(string Name, string Owner)> All =
        [("Contacts", "Id"), ("Emails", "ContactId"), ("Phones", "ContactId"), ("Attributes", "ContactId"), ("Identifiers", "ContactId"), ("Origins", "ContactId")];
}

/// <summary>The ceiling on SQLite: the same rows by prepared statements, a transaction for every thousand people, and nothing else.</summary>
internal static class BareSqlite
{
    public static async Task<TimeSpan> OfAsync(string from, string to, CancellationToken ct)
    {
        await using var source = await OpenAsync(from, ct);
        await using var target = await OpenAsync(to, ct);
        var inserts = ImportedTables.All.Select(t => Insert(target, t.Name)).ToList();
        var watch = new Stopwatch();
        for (var after = string.Empty; Last(source, after) is { } last; after = last)
        {
            var rows = ImportedTables.All.Select(t => Read(source, t.Name, t.Owner, after, last)).ToList();
            watch.Start();
            await using var transaction = target.BeginTransaction();
            for (var i = 0; i < rows.Count; i++)
            {
                Write(inserts[i], rows[i], transaction);
            }

            transaction.Commit();
            watch.Stop();
        }

        inserts.ForEach(i => i.Dispose());
        return watch.Elapsed;
    }

    private static async Task<SqliteConnection> OpenAsync(string file, CancellationToken ct)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }

    private static string? Last(SqliteConnection source, string after)
    {
        using var command = source.CreateCommand();
        command.CommandText = $"SELECT MAX(Id) FROM (SELECT Id FROM Contacts WHERE Id > @after ORDER BY Id LIMIT {ImportedTables.Batch})";
        command.Parameters.AddWithValue("@after", after);
        return command.ExecuteScalar() as string;
    }

    private static SqliteCommand Insert(SqliteConnection target, string table)
    {
        var columns = Rows(target, $"SELECT name FROM pragma_table_info('{table}')").ConvertAll(r => $"\"{r[0]}\"");
        var insert = target.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        columns.ForEach(_ => insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{insert.Parameters.Count}" }));
        insert.Prepare();
        return insert;
    }

    private static List<object[]> Read(SqliteConnection source, string table, string owner, string after, string last)
    {
        var columns = Rows(source, $"SELECT name FROM pragma_table_info('{table}')").ConvertAll(r => $"\"{r[0]}\"");
        return Rows(source, $"SELECT {string.Join(", ", columns)} FROM \"{table}\" WHERE \"{owner}\" > '{after}' AND \"{owner}\" <= '{last}'");
    }

    private static List<object[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Write(SqliteCommand insert, List<object[]> rows, SqliteTransaction transaction)
    {
        insert.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i];
            }

            insert.ExecuteNonQuery();
        }
    }
}

/// <summary>The ceiling on PostgreSQL: the same rows by binary COPY, a transaction for every thousand people, and nothing else.</summary>
internal static class BareCopy
{
    public static async Task<TimeSpan> OfAsync(string from, string to, CancellationToken ct)
    {
        await using var source = new NpgsqlConnection(from);
        await using var target = new NpgsqlConnection(to);
        await source.OpenAsync(ct);
        await target.OpenAsync(ct);
        var watch = new Stopwatch();
        for (var after = Guid.Empty; await LastAsync(source, after, ct) is { } last; after = last)
        {
            var pieces = new List<byte[]>();
            foreach (var (table, owner) in ImportedTables.All)
            {
                pieces.Add(await ReadAsync(source, $"COPY (SELECT * FROM contacts.\"{table}\" WHERE \"{owner}\" > '{after}' AND \"{owner}\" <= '{last}') TO STDOUT (FORMAT BINARY)", ct));
            }

            watch.Start();
            await using var transaction = await target.BeginTransactionAsync(ct);
            for (var i = 0; i < pieces.Count; i++)
            {
                await using var stream = await target.BeginRawBinaryCopyAsync($"COPY contacts.\"{ImportedTables.All[i].Name}\" FROM STDIN (FORMAT BINARY)", ct);
                await stream.WriteAsync(pieces[i], ct);
            }

            await transaction.CommitAsync(ct);
            watch.Stop();
        }

        return watch.Elapsed;
    }

    private static async Task<Guid?> LastAsync(NpgsqlConnection source, Guid after, CancellationToken ct)
    {
        var sql = $"SELECT \"Id\" FROM (SELECT \"Id\" FROM contacts.\"Contacts\" WHERE \"Id\" > '{after}' ORDER BY \"Id\" LIMIT {ImportedTables.Batch}) AS page ORDER BY \"Id\" DESC LIMIT 1";
        await using var command = new NpgsqlCommand(sql, source);
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }

    private static async Task<byte[]> ReadAsync(NpgsqlConnection source, string sql, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await using var stream = await source.BeginRawBinaryCopyAsync(sql, ct);
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }
}
