using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gdpr.Platform.Data;

/// <summary>
/// Inserts inbox and outbox rows by one plain statement: most messages change nothing else, and change tracking costs
/// more than the database (docs/adr/0013-speed.md).
/// </summary>
internal static class MessageRows
{
    private const int RowsAtOnce = 50;
    private static readonly ConcurrentDictionary<(IModel, Type), Table> Tables = [];

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

    internal static DbCommand Command(RoomDbContext db, IReadOnlyList<InboxMessage> consumed, IReadOnlyList<OutboxMessage> rows)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var sql = new StringBuilder();
        if (consumed.Count > 0)
        {
            Table.Of<InboxMessage>(db).Insert(command, sql, consumed);
        }

        if (rows.Count > 0)
        {
            Table.Of<OutboxMessage>(db).Insert(command, sql, rows);
        }

        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>A table as the room's model maps it: names, converters and types of its columns.</summary>
    private sealed class Table(string into, IReadOnlyList<Column> columns)
    {
        public static Table Of<TRow>(RoomDbContext db) => Tables.GetOrAdd((db.Model, typeof(TRow)), _ => Read(db, typeof(TRow)));

        public void Insert(DbCommand command, StringBuilder sql, IReadOnlyList<object> rows)
        {
            sql.Append(into);
            for (var i = 0; i < rows.Count; i++)
            {
                sql.Append(i == 0 ? "(" : ", (");
                for (var c = 0; c < columns.Count; c++)
                {
                    var name = $"@p{command.Parameters.Count}";
                    sql.Append(c == 0 ? name : $", {name}");
                    command.Parameters.Add(columns[c].Parameter(command, name, rows[i]));
                }

                sql.Append(')');
            }

            sql.Append(";\n");
        }

        private static Table Read(RoomDbContext db, Type row)
        {
            var entity = db.Model.FindEntityType(row)!;
            var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            var names = db.GetService<ISqlGenerationHelper>();
            var columns = entity.GetProperties().Select(p => new Column(names.DelimitIdentifier(p.GetColumnName(store)!), p)).ToList();
            var table = names.DelimitIdentifier(store.Name, db.Database.IsSqlite() ? null : store.Schema);
            return new Table($"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ", columns);
        }
    }

    private sealed class Column(string name, IProperty property)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public string Name => name;

        public DbParameter Parameter(DbCommand command, string parameter, object row) =>
            _mapping.CreateParameter(command, parameter, property.GetGetter().GetClrValue(row), property.IsNullable);
    }
}
