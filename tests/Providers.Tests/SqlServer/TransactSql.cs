using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Gdpr.Providers.Tests.SqlServer;

/// <summary>Microsoft's own parser of SQL Server 2022: it stands in where no server is to be had.</summary>
internal static class TransactSql
{
    /// <summary>What the parser finds wrong, with the text; also inside the strings that a script executes.</summary>
    public static IReadOnlyList<string> Errors(string sql)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        var found = errors.Select(e => $"{e.Message} in: {Shorten(sql)}").ToList();
        if (errors.Count == 0)
        {
            var inner = new Executed();
            tree.Accept(inner);
            found.AddRange(inner.Scripts.SelectMany(Errors));
        }

        return found;
    }

    public static int Statements(string sql)
    {
        var counted = new Counter();
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out _).Accept(counted);
        return counted.Statements;
    }

    private static string Shorten(string sql) => sql.Length > 2000 ? sql[..2000] : sql;

    private sealed class Executed : TSqlFragmentVisitor
    {
        public List<string> Scripts { get; } = [];

        public override void Visit(ExecutableStringList node) => Scripts.Add(string.Concat(node.Strings.OfType<StringLiteral>().Select(s => s.Value)));
    }

    private sealed class Counter : TSqlFragmentVisitor
    {
        public int Statements { get; private set; }

        public override void Visit(TSqlStatement node) => Statements++;
    }
}
