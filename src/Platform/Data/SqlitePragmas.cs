using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Gdpr.Platform.Data;

/// <summary>Every SQLite connection writes ahead, overwrites what it deletes and waits for a busy file.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // NORMAL survives the death of the process; FULL would also survive the loss of power, at five times the price.
    private const string Pragmas =
        "PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

    private static readonly ConditionalWeakTable<sqlite3, object> Told = [];

    /// <summary>
    /// Moves the write-ahead log into the file and empties it: until then it holds the pages from before an erasure. A
    /// reader in the way is waited for; <see cref="Housekeeping{TDb}"/> repeats what could not be done.
    /// </summary>
    public static async Task TruncateJournalAsync(RoomDbContext db)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        // The pool hands out the same handle again and again, and a handle keeps what it was told.
        var handle = ((SqliteConnection)connection).Handle;
        if (handle is null || Told.TryGetValue(handle, out _))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = IsReader(handle) ? Pragmas : "PRAGMA journal_mode=WAL; " + Pragmas;
        command.ExecuteNonQuery();
        Told.AddOrUpdate(handle, Told);
    }

    // Looking whether a file is there is done by a reader, which cannot change a file that a backup tool left without a log.
    private static bool IsReader(sqlite3 handle) => raw.sqlite3_db_readonly(handle, "main") == 1;

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
