using Gdpr.Testing.Processes;
using Gdpr.Testing.Servers;
using Npgsql;

namespace Gdpr.Testing;

/// <summary>What an operator does to a database with PostgreSQL's own programs.</summary>
public static class PostgreSqlTools
{
    public const string Unavailable = "PostgreSQL: no pg_dump and pg_restore binaries";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The folder of the programs; null where only a container has them.</summary>
    public static string? Folder => LocalPostgreSql.Binaries is { } folder && File.Exists(Path.Combine(folder, "pg_dump")) ? folder : null;

    /// <summary>Everything of a database as of one moment, but for one schema.</summary>
    public static Task DumpAsync(string database, string file, string without) =>
        RunAsync(database, "pg_dump", "--format=custom", $"--exclude-schema=\"{without}\"", $"--file={file}");

    /// <summary>Drops the database, makes it anew and fills it from a dump.</summary>
    public static async Task RestoreAsync(string database, string file)
    {
        NpgsqlConnection.ClearAllPools();
        var target = new NpgsqlConnectionStringBuilder(database);
        var name = target.Database!;
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            foreach (var sql in (string[])[$"DROP DATABASE {name} WITH (FORCE)", $"CREATE DATABASE {name}"])
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync();
            }
        }

        await RunAsync(database, "pg_restore", $"--dbname={name}", "--exit-on-error", file);
    }

    private static async Task RunAsync(string database, string program, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(database);
        await ChildProcess.RunAsync(
            new ChildCommand(Path.Combine(Folder!, program), arguments)
            {
                Environment = new Dictionary<string, string?>
                {
                    ["PGHOST"] = at.Host, ["PGPORT"] = FormattableString.Invariant($"{at.Port}"), ["PGUSER"] = at.Username,
                    ["PGPASSWORD"] = at.Password, ["PGDATABASE"] = at.Database,
                },
            },
            Patience);
    }
}
