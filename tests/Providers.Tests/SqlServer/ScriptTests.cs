using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gdpr.Providers.Tests.SqlServer;

public sealed class ScriptTests
{
    public static TheoryData<string> Schemas => Schema.Names;

    [Theory]
    [MemberData(nameof(Schemas))]
    public void The_migration_script_is_transact_sql(string schema)
    {
        foreach (var options in (MigrationsSqlGenerationOptions[])[MigrationsSqlGenerationOptions.Default, MigrationsSqlGenerationOptions.Idempotent])
        {
            var script = Script(schema, options);

            Assert.Empty(TransactSql.Errors(script));
            Assert.True(TransactSql.Statements(script) > 15);
            Assert.Contains($"CREATE TABLE [{schema}].[Outbox]", script, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("CREATE TABLE [consent].[Outbox] ([Id] uniqueidentifier NOT NULL,, [Body] nvarchar(max))")]
    [InlineData("SELECT \"a\" FROM [consent].[Outbox] LIMIT 5")]
    [InlineData("INSERT INTO [x] ([a]) VALUES (1) ON CONFLICT DO NOTHING")]
    [InlineData("EXEC(N'CREATE UNIQUE INDEX [i] ON WHERE')")]
    public void A_planted_statement_that_is_not_transact_sql_is_reported(string statement)
    {
        Assert.NotEmpty(TransactSql.Errors(statement));
        Assert.NotEmpty(TransactSql.Errors($"{Script("consent", MigrationsSqlGenerationOptions.Default)}\n{statement}"));
    }

    private static string Script(string schema, MigrationsSqlGenerationOptions options)
    {
        using var db = Schema.Named(schema).Design(DatabaseKind.SqlServer);
        return db.GetService<IMigrator>().GenerateScript(options: options);
    }
}
