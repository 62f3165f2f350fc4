using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gdpr.Platform.Data;

/// <summary>
/// Rows into SQLite by its own interface: the driver looks for each parameter by name in every row, which costs as much
/// as the insert itself. Values are stored as the driver stores them.
/// </summary>
internal static class SqliteRows
{
    public static void Insert<T>(SqliteConnection connection, string sql, IReadOnlyList<Func<object, object?>> columns, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        var db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(db, sql, out var statement), db);
        using (statement)
        {
            foreach (var row in rows)
            {
                ct.ThrowIfCancellationRequested();
                for (var i = 0; i < columns.Count; i++)
                {
                    SqliteException.ThrowExceptionForRC(Bind(statement, i + 1, columns[i](row)), db);
                }

                if (raw.sqlite3_step(statement) is var done && done != raw.SQLITE_DONE)
                {
                    SqliteException.ThrowExceptionForRC(done, db);
                }

                raw.sqlite3_reset(statement);
            }
        }
    }

    private static int Bind(sqlite3_stmt statement, int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => raw.sqlite3_bind_text(statement, at, text),
        Guid id => raw.sqlite3_bind_text(statement, at, id.ToString("D").ToUpperInvariant()),
        long number => raw.sqlite3_bind_int64(statement, at, number),
        int number => raw.sqlite3_bind_int64(statement, at, number),
        bool flag => raw.sqlite3_bind_int64(statement, at, flag ? 1 : 0),
        DateOnly date => raw.sqlite3_bind_text(statement, at, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        _ => throw new NotSupportedException($"A {value.GetType().Name} has no form in SQLite here."),
    };
}
