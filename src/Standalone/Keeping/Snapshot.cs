using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gdpr.Standalone.Keeping;

/// <summary>
/// One moment of many SQLite files while their owner goes on writing: for an instant all writers wait, in that instant a
/// reader of each file takes its place, and what the readers see is copied at leisure. A message is in one of the copies,
/// or its effect is.
/// </summary>
internal sealed class Snapshot : IDisposable
{
    private readonly List<(string Name, SqliteConnection Reader)> _readers = [];

    private Snapshot()
    {
    }

    public static Snapshot Of(string folder, IReadOnlyList<string> databases)
    {
        var snapshot = new Snapshot();
        var writers = new List<SqliteConnection>();
        try
        {
            foreach (var name in databases)
            {
                writers.Add(Begin(folder, name, "BEGIN IMMEDIATE"));
            }

            foreach (var name in databases)
            {
                var reader = Begin(folder, name, "BEGIN");
                Ask(reader, "SELECT COUNT(*) FROM sqlite_master");
                snapshot._readers.Add((name, reader));
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
        finally
        {
            writers.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Copies one file by SQLite's online backup; the copy is whole, checked, and needs no journal.</summary>
    public void Copy(string database, string folder)
    {
        using var copy = Open(Path.Combine(folder, database), SqliteOpenMode.ReadWriteCreate);
        _readers.Single(r => r.Name == database).Reader.BackupDatabase(copy);
        Ask(copy, "PRAGMA journal_mode=DELETE");
        KeepingErrors.Demand(Ask(copy, "PRAGMA integrity_check") == "ok", KeepingErrors.Damaged);
    }

    /// <summary>One figure out of a file that nobody else has open.</summary>
    public static long Number(string file, string sql)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        return long.Parse(Ask(connection, sql)!, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _readers.ForEach(r => r.Reader.Dispose());

    private static SqliteConnection Begin(string folder, string name, string how)
    {
        var connection = Open(Path.Combine(folder, name), SqliteOpenMode.ReadWrite);
        try
        {
            Ask(connection, "PRAGMA busy_timeout=30000");
            Ask(connection, how);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
