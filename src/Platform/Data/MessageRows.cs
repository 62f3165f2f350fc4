using System.Data.Common;
using System.Text;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gdpr.Platform.Data;

/// <summary>
/// Inserts inbox and outbox rows by one plain statement: most messages change nothing else, and change tracking costs
/// more than the database (docs/adr/0013-speed.md).
/// </summary>
internal static class MessageRows
{
    private const int RowsAtOnce = 50;

    public static async Task<int> InsertAsync(
        RoomDbContext db, IReadOnlyList<InboxMessage> consumed, IReadOnlyList<PendingMessage> pending, CancellationToken ct)
    {
        if (consumed.Count == 0 && pending.Count == 0)
        {
            return 0;
        }

        foreach (var rows in pending.Select(p => p.Row).Chunk(RowsAtOnce).DefaultIfEmpty([]))
        {
            await using var command = Command(db, consumed, rows);
            await command.ExecuteNonQueryAsync(ct);
            consumed = [];
        }

        return pending.Count;
    }

    /// <summary>Both inserts in one journey to the server.</summary>
    internal static DbCommand Command(RoomDbContext db, IReadOnlyList<InboxMessage> consumed, IReadOnlyList<OutboxMessage> rows)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var sql = new StringBuilder();
        Append(db, command, sql, consumed);
        Append(db, command, sql, rows);
        command.CommandText = sql.ToString();
        return command;
    }

    private static void Append<T>(RoomDbContext db, DbCommand command, StringBuilder sql, IReadOnlyList<T> rows)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var columns = MappedColumn.Of(db, typeof(T));
        var first = command.Parameters.Count;
        sql.Append(BulkInsert.Statement(columns, rows.Count, first)).Append(";\n");
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                var value = column.Property.GetGetter().GetClrValue(row);
                command.Parameters.Add(column.Mapping.CreateParameter(command, $"@p{command.Parameters.Count}", value, column.Property.IsNullable));
            }
        }
    }
}
