using System.Globalization;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>What an operator does with the files of a stopped Standalone.</summary>
internal static class Backups
{
    public const string Ledger = "erasure-ledger.db";

    /// <summary>Copies every database; journals are empty or needed: they go along.</summary>
    public static void Save(StandaloneSuite suite, TempFolder to)
    {
        foreach (var file in Directory.EnumerateFiles(suite.DataFolder, "*.db*"))
        {
            File.Copy(file, to.Combine(Path.GetFileName(file)));
        }
    }

    /// <summary>Puts back the databases that are chosen, and nothing of what came after.</summary>
    public static void Restore(StandaloneSuite suite, TempFolder from, Func<string, bool> chosen)
    {
        foreach (var file in Directory.EnumerateFiles(suite.DataFolder, "*.db*").Where(f => chosen(Database(f))))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.EnumerateFiles(from.Path, "*.db*").Where(f => chosen(Database(f))))
        {
            File.Copy(file, Path.Combine(suite.DataFolder, Path.GetFileName(file)));
        }
    }

    public static long Count(StandaloneSuite suite, string database, string sql)
    {
        using var connection = Open(suite, database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
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

    // erasure-ledger.db-wal belongs to erasure-ledger.db.
    private static string Database(string file) => Path.GetFileName(file).Split(".db")[0] + ".db";
}
