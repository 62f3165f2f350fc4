using System.Collections.Concurrent;
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

    /// <summary>So many rows go with the room's other changes; tracking more costs more than a journey of their own.</summary>
    public const int Few = 4;

    private const int Remembered = 48;
    private static readonly ConcurrentDictionary<(IReadOnlyList<MappedColumn> Columns, int Rows, int First), string> Statements = [];

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

    /// <summary>Whether this many rows are one journey to a server that commits the statements of a journey together or not at all.</summary>
    public static bool CommitAlone(RoomDbContext db, int pending) => pending <= RowsAtOnce && db.Database.IsNpgsql();

    /// <summary>Those of the messages that an endpoint of the room has handled: asked of every message, so by a plain statement.</summary>
    public static async Task<IReadOnlyCollection<Guid>> SeenAsync(RoomDbContext db, IReadOnlyList<Guid> messages, string endpoint, CancellationToken ct)
    {
        if (messages.Count == 0)
        {
            return [];
        }

        var seen = new HashSet<Guid>();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Question(db, messages, endpoint);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                seen.Add(reader.GetGuid(0));
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        return seen;
    }

    private static DbCommand Question(RoomDbContext db, IReadOnlyList<Guid> messages, string endpoint)
    {
        var columns = MappedColumn.Of(db, typeof(InboxMessage));
        var (id, at) = (columns.Single(c => c.Property.Name == nameof(InboxMessage.MessageId)), columns.Single(c => c.Property.Name == nameof(InboxMessage.Endpoint)));
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.Parameters.Add(at.Mapping.CreateParameter(command, "@p0", endpoint, nullable: false));
        foreach (var message in messages)
        {
            command.Parameters.Add(id.Mapping.CreateParameter(command, $"@p{command.Parameters.Count}", message, nullable: false));
        }

        command.CommandText = $"SELECT {id.Name} FROM {id.Table} WHERE {at.Name} = @p0 AND {id.Name} IN ({string.Join(", ", Enumerable.Range(1, messages.Count).Select(i => $"@p{i}"))})";
        return command;
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

    // The same few texts again and again.
    private static string Statement(IReadOnlyList<MappedColumn> columns, int rows, int first) =>
        rows > Remembered || first > Remembered
            ? BulkInsert.Statement(columns, rows, first)
            : Statements.GetOrAdd((columns, rows, first), of => BulkInsert.Statement(of.Columns, of.Rows, of.First));

    private static void Append<T>(RoomDbContext db, DbCommand command, StringBuilder sql, IReadOnlyList<T> rows)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var columns = MappedColumn.Of(db, typeof(T));
        var first = command.Parameters.Count;
        sql.Append(Statement(columns, rows.Count, first)).Append(";\n");
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
