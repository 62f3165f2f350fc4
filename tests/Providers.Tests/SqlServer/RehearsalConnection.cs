using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Gdpr.Providers.Tests.SqlServer;

/// <summary>
/// A connection to no server: it writes down each statement that EF Core would send to SQL Server and answers with no
/// rows, or with one row of sample values, so that the code behind the first query runs too.
/// </summary>
internal sealed class RehearsalConnection(List<string> statements, bool answers) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;

    public bool Answers => answers;

    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=rehearsal;Database=rehearsal";

    public override string Database => "rehearsal";

    public override string DataSource => "rehearsal";

    public override string ServerVersion => "16.00.4000";

    public override ConnectionState State => _state;

    public void Note(string sql)
    {
        lock (statements)
        {
            statements.Add(sql);
        }
    }

    public override void ChangeDatabase(string databaseName)
    {
    }

    public override void Close() => _state = ConnectionState.Closed;

    public override void Open() => _state = ConnectionState.Open;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new RehearsalTransaction(this, isolationLevel);

    protected override DbCommand CreateDbCommand() => new RehearsalCommand(this);
}

internal sealed class RehearsalTransaction(RehearsalConnection connection, IsolationLevel level) : DbTransaction
{
    public override IsolationLevel IsolationLevel => level;

    public override bool SupportsSavepoints => true;

    protected override DbConnection DbConnection => connection;

    public override void Commit()
    {
    }

    public override void Rollback()
    {
    }

    public override void Save(string savepointName) => connection.Note($"SAVE TRANSACTION [{savepointName}]");

    public override void Rollback(string savepointName) => connection.Note($"ROLLBACK TRANSACTION [{savepointName}]");

    public override void Release(string savepointName)
    {
    }
}

internal sealed class RehearsalCommand(RehearsalConnection connection) : DbCommand
{
    // EF Core's type mappings insist on parameters of SqlClient's own type.
    private readonly SqlCommand _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = string.Empty;

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override int ExecuteNonQuery()
    {
        connection.Note(Whole());
        return 1;
    }

    public override object? ExecuteScalar()
    {
        connection.Note(Whole());

        // Every table that is asked after is there.
        return connection.Answers || CommandText.Contains("OBJECT_ID", StringComparison.Ordinal) ? 1 : null;
    }

    public override void Prepare()
    {
    }

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        connection.Note(Whole());
        var asks = CommandText.StartsWith("SELECT CASE", StringComparison.Ordinal) || CommandText.StartsWith("SELECT COUNT", StringComparison.Ordinal);
        return new RehearsalReader(asks || connection.Answers ? 1 : 0);
    }

    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }

    // As sp_executesql declares them; the parser then knows every variable.
    private string Whole() => string.Concat(_parameters.Parameters.Cast<SqlParameter>()
        .Select(p => $"DECLARE {(p.ParameterName.StartsWith('@') ? string.Empty : "@")}{p.ParameterName} sql_variant;\n")) + CommandText;
}
