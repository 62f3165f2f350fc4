using System.Globalization;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>What an operator asks of a Standalone, and what its files say.</summary>
internal static class Backups
{
    public const string Ledger = "erasure-ledger.db";

    public static long Count(StandaloneSuite suite, string database, string sql)
    {
        using var connection = Open(suite, database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static IReadOnlyList<string> Read(StandaloneSuite suite, string database, string sql)
    {
        using var connection = Open(suite, database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public static SqliteConnection Open(StandaloneSuite suite, string database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(suite.DataFolder, database)};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Runs a verb of Standalone on the same data; its exit code and what it said.</summary>
    public static async Task<(int Code, string Output)> VerbAsync(StandaloneSuite suite, params string[] arguments)
    {
        var environment = Suites.Common(null);
        environment["Gdpr__DataFolder"] = suite.DataFolder;
        await using var verb = await ChildHost.StartAsync(new ChildHostOptions(Suites.Dll("Standalone"), arguments) { Environment = environment, WaitUntilReady = false });
        return (await verb.EndAsync(TimeSpan.FromSeconds(60)), verb.Output);
    }
}
