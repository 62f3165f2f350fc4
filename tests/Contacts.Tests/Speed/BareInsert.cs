using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Gdpr.Contacts.Tests.Speed;

/// <summary>
/// The ceiling of an import into SQLite: the rows that it wrote, written again into the same tables of an empty database
/// by prepared statements, a transaction for every thousand contacts, and nothing else.
/// </summary>
internal static class BareInsert
{
    private const int Batch = 1000;
    private static readonly (string Table, string Contact)[] Tables =
        [("Contacts", "Id"), ("Emails", "ContactId"), ("Phones", "ContactId"), ("Attributes", "ContactId"), ("Identifiers", "ContactId"), ("Origins", "ContactId")];

    public static async Task<TimeSpan> OfAsync(string from, string to)
    {
        await using var source = await OpenAsync(from);
        await using var target = await OpenAsync(to);
        var writers = Tables.Select(t => new Writer(source, target, t.Table)).ToList();
        var watch = new Stopwatch();
        var after = string.Empty;
        while (await LastAsync(source, after) is { } last)
        {
            var rows = Tables.Select((t, i) => writers[i].Read(t.Contact, after, last)).ToList();
            watch.Start();
            await using var transaction = target.BeginTransaction();
            for (var i = 0; i < writers.Count; i++)
            {
                writers[i].Write(rows[i], transaction);
            }

            transaction.Commit();
            watch.Stop();
            after = last;
        }

        return watch.Elapsed;
    }

    private static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<string?> LastAsync(SqliteConnection source, string after)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT MAX(Id) FROM (SELECT Id FROM Contacts WHERE Id > @after ORDER BY Id LIMIT {Batch})";
        command.Parameters.AddWithValue("@after", after);
        return await command.ExecuteScalarAsync() as string;
    }

    private sealed class Writer
    {
        private readonly SqliteConnection _source;
        private readonly SqliteCommand _insert;
        private readonly string _table;

        public Writer(SqliteConnection source, SqliteConnection target, string table)
        {
            (_source, _table) = (source, table);
            var columns = Columns(target, table);
            _insert = target.CreateCommand();
            _insert.CommandText =
                $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < columns.Count; i++)
            {
                _insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
            }

            _insert.Prepare();
        }

        public List<object[]> Read(string contact, string after, string last)
        {
            using var command = _source.CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", Columns(_source, _table).Select(c => $"\"{c}\""))} FROM \"{_table}\" WHERE \"{contact}\" > @after AND \"{contact}\" <= @last";
            command.Parameters.AddWithValue("@after", after);
            command.Parameters.AddWithValue("@last", last);
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            return rows;
        }

        public void Write(List<object[]> rows, SqliteTransaction transaction)
        {
            _insert.Transaction = transaction;
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    _insert.Parameters[i].Value = row[i];
                }

                _insert.ExecuteNonQuery();
            }
        }

        private static List<string> Columns(DbConnection connection, string table)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }

            return names;
        }
    }
}
