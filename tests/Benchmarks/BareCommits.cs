using Gdpr.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gdpr.Benchmarks;

/// <summary>How many transactions of one small row the database takes a second, when nothing else is done.</summary>
internal static class BareCommits
{
    private const int Connections = 8;
    private static readonly string Body = new('x', 300);

    public static Task<double> MeasureAsync(Servers servers, int commits, CancellationToken ct) =>
        servers.Database is null ? SqliteAsync(commits, ct) : PostgreSqlAsync(servers.Database, commits, ct);

    private static async Task<double> SqliteAsync(int commits, CancellationToken ct)
    {
        using var folder = new TempFolder();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "bare.db")};Pooling=false");
        await connection.OpenAsync(ct);
        await RunAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL; CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)", ct);
        var time = await Timing.OfAsync(async () =>
        {
            for (var i = 0; i < commits; i++)
            {
                await RunAsync(connection, $"INSERT INTO bare (body) VALUES ('{Body}')", ct);
            }
        });
        return commits / time.TotalSeconds;
    }

    private static async Task<double> PostgreSqlAsync(string database, int commits, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (var create = source.CreateCommand("CREATE TABLE bare (id bigserial PRIMARY KEY, body text)"))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        var time = await Timing.OfAsync(() => Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            for (var i = 0; i < commits / Connections; i++)
            {
                await RunAsync(connection, $"INSERT INTO bare (body) VALUES ('{Body}')", ct);
            }
        })));
        return commits / time.TotalSeconds;
    }

    private static async Task RunAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
