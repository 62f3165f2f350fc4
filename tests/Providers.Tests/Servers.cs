using System.Collections.Concurrent;
using Gdpr.Platform.Modules;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests;

/// <summary>Empty databases of each provider; a provider that cannot be had skips the test by name.</summary>
internal static class Servers
{
    private static readonly TempFolder Files = RemovedAtExit();
    private static readonly ConcurrentDictionary<(string, DatabaseKind), Lazy<Task<string>>> Migrated = new();
    private static int _files;

    public static async Task<string> EmptyDatabaseAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => $"Data Source={Files.Combine($"{Interlocked.Increment(ref _files)}.db")}",
        DatabaseKind.SqlServer => (await Require.SqlServerAsync()).NewDatabase(),
        _ => await (await Require.PostgreSqlAsync()).NewDatabaseAsync(),
    };

    /// <summary>One migrated database per schema and provider for the whole run: tests write rows of their own ids.</summary>
    public static async Task<string> MigratedAsync(Schema schema, DatabaseKind kind)
    {
        if (kind == DatabaseKind.SqlServer)
        {
            await Require.SqlServerAsync();
        }
        else if (kind == DatabaseKind.PostgreSql)
        {
            await Require.PostgreSqlAsync();
        }

        return await Migrated.GetOrAdd((schema.Name, kind), _ => new Lazy<Task<string>>(async () =>
        {
            var connection = await EmptyDatabaseAsync(kind);
            await using var db = schema.Open(kind, connection);
            await db.Database.MigrateAsync();
            return connection;
        })).Value;
    }

    private static TempFolder RemovedAtExit()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Dispose();
        };
        return folder;
    }
}
