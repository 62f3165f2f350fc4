using System.Data.Common;
using Gdpr.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Gdpr.Platform.Data;

/// <summary>
/// Writes many new rows of one table past the unit of work, in the transaction that is open: for imports, where tracking
/// each row costs more than writing it. People must have been asked by <see cref="SubjectGuard.LivingAsync"/> before.
/// </summary>
public static class BulkInsert
{
    private const int MostParameters = 2000;
    private const int MostRows = 1000;

    public static async Task BulkInsertAsync<T>(this RoomDbContext db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        DemandLiving(db, rows);
        var columns = MappedColumn.Of(db, typeof(T));
        try
        {
            if (db.Database.IsSqlite())
            {
                Insert(db, columns, rows, ct);
                return;
            }

            await (db.Database.IsNpgsql()
                ? CopyAsync(db, columns, rows, ct)
                : InsertAsync(db, columns, rows, Math.Min(MostRows, MostParameters / columns.Count), ct));
        }
        catch (DbException e)
        {
            // The same type as a save throws: its callers tell a taken key from other failures.
            throw new DbUpdateException("Rows in bulk were refused.", e);
        }
    }

    /// <summary>The statement that writes <paramref name="rows"/> rows of an entity at once.</summary>
    internal static string Statement(RoomDbContext db, Type entity, int rows) => Statement(MappedColumn.Of(db, entity), rows);

    private static void DemandLiving<T>(RoomDbContext db, IReadOnlyList<T> rows)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Rows in bulk are written inside InTransactionAsync.");
        }

        if (rows.OfType<IAboutSubject>().Any(r => !db.AskedLiving.Contains(r.SubjectId)))
        {
            throw new InvalidOperationException("Rows in bulk about people need LivingAsync in the same transaction.");
        }
    }

    private static void Insert<T>(RoomDbContext db, IReadOnlyList<MappedColumn> columns, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class =>
        SqliteRows.Insert((SqliteConnection)db.Database.GetDbConnection(), Statement(columns, 1), [.. columns.Select(c => (Func<object, object?>)c.Read)], rows, ct);

    private static async Task InsertAsync<T>(RoomDbContext db, IReadOnlyList<MappedColumn> columns, IReadOnlyList<T> rows, int most, CancellationToken ct)
        where T : class
    {
        var at = 0;
        while (at < rows.Count)
        {
            var many = Math.Min(most, rows.Count - at);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText = Statement(columns, many);
            var parameters = Parameters(command, columns, many);
            await command.PrepareAsync(ct);
            for (; rows.Count - at >= many; at += many)
            {
                Fill(parameters, columns, rows, at, many);
                await command.ExecuteNonQueryAsync(ct);
            }
        }
    }

    private static DbParameter[] Parameters(DbCommand command, IReadOnlyList<MappedColumn> columns, int rows)
    {
        var parameters = new DbParameter[rows * columns.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = columns[i % columns.Count].Mapping.CreateParameter(command, $"@p{i}", null, nullable: true);
            command.Parameters.Add(parameters[i]);
        }

        return parameters;
    }

    private static void Fill<T>(DbParameter[] parameters, IReadOnlyList<MappedColumn> columns, IReadOnlyList<T> rows, int at, int many)
        where T : class
    {
        for (var i = 0; i < many * columns.Count; i++)
        {
            parameters[i].Value = columns[i % columns.Count].Read(rows[at + (i / columns.Count)]) ?? DBNull.Value;
        }
    }

    private static async Task CopyAsync<T>(RoomDbContext db, IReadOnlyList<MappedColumn> columns, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var command = $"COPY {columns[0].Table} ({string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)";
        await using var writer = await connection.BeginBinaryImportAsync(command, ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in columns)
            {
                await WriteAsync(writer, column.Read(row), column.Mapping.StoreTypeNameBase, ct);
            }
        }

        await writer.CompleteAsync(ct);
    }

    // By their own types the driver knows at once how to write them; by name it asks its catalogue for every cell.
    private static Task WriteAsync(NpgsqlBinaryImporter writer, object? value, string type, CancellationToken ct) => value switch
    {
        null => writer.WriteNullAsync(ct),
        string text => writer.WriteAsync(text, ct),
        Guid id => writer.WriteAsync(id, ct),
        long number => writer.WriteAsync(number, ct),
        int number => writer.WriteAsync(number, ct),
        bool flag => writer.WriteAsync(flag, ct),
        DateOnly date => writer.WriteAsync(date, ct),
        _ => writer.WriteAsync(value, type, ct),
    };

    /// <param name="first">Number of the first parameter, where others stand before it in one command.</param>
    internal static string Statement(IReadOnlyList<MappedColumn> columns, int rows, int first = 0)
    {
        var values = Enumerable.Range(0, rows)
            .Select(r => $"({string.Join(", ", Enumerable.Range(first + (r * columns.Count), columns.Count).Select(i => $"@p{i}"))})");
        return $"INSERT INTO {columns[0].Table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES {string.Join(", ", values)}";
    }
}
