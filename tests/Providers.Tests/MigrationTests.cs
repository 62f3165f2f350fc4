using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.Probe;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Gdpr.Providers.Tests;

public sealed class MigrationTests
{
    public static TheoryData<string, DatabaseKind> Everywhere => Schema.Everywhere;

    [Fact]
    public void Every_module_has_a_context_for_each_provider()
    {
        var modules = Schema.Assemblies().SelectMany(Schema.ModulesOf).Select(m => m.Name).Order(StringComparer.Ordinal).ToList();

        Assert.True(modules.Count >= 5);
        Assert.Equal(modules, Schema.All.Select(s => s.Name));
        Assert.All(Schema.All, s => Assert.Equal(Schema.Kinds.Order(), s.Contexts.Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void The_migrations_say_what_the_model_says(string schema, DatabaseKind kind)
    {
        using var db = Schema.Named(schema).Design(kind);

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.EndsWith("_Initial", Assert.Single(db.Database.GetMigrations()), StringComparison.Ordinal);
    }

    // The version before is still running while a database is migrated: it must find everything it knows, and may write rows
    // that know nothing of what is new.
    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_migration_after_the_first_takes_nothing_away(string schema, DatabaseKind kind)
    {
        using var db = Schema.Named(schema).Design(kind);
        var assembly = db.GetService<IMigrationsAssembly>();

        Assert.Empty(assembly.Migrations.OrderBy(m => m.Key, StringComparer.Ordinal).Skip(1)
            .SelectMany(m => Unsafe(assembly.CreateMigration(m.Value, db.Database.ProviderName!).UpOperations).Select(o => $"{m.Key}: {o}")));
    }

    [Fact]
    public void What_would_break_the_version_before_is_told_from_what_does_not()
    {
        var builder = new MigrationBuilder("any");
        builder.AddColumn<string>("Note", "Contacts", nullable: true);
        builder.AddColumn<int>("Level", "Contacts", nullable: false, defaultValue: 0);
        builder.CreateTable("More", c => new { Id = c.Column<Guid>() });
        builder.CreateIndex("IX_Note", "Contacts", "Note");
        Assert.Empty(Unsafe(builder.Operations));

        builder.AddColumn<int>("Rank", "Contacts", nullable: false);
        builder.DropColumn("Old", "Contacts");
        builder.DropTable("Gone");
        builder.RenameColumn("From", "Contacts", "To");
        builder.RenameTable("Was", newName: "Is");
        builder.AlterColumn<int>("Level", "Contacts", nullable: false, oldNullable: true);
        builder.Sql("DELETE FROM Contacts");
        Assert.Equal(7, Unsafe(builder.Operations).Count());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.SqlServer)]
    [InlineData(DatabaseKind.PostgreSql)]
    public void A_planted_model_without_its_migration_is_reported(DatabaseKind kind)
    {
        using var db = Schema.Open(typeof(ProbeDbContext), "probe", kind, kind == DatabaseKind.Sqlite ? "Data Source=:memory:" : "Server=localhost");

        Assert.True(db.Database.HasPendingModelChanges());
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Migrating_an_empty_database_twice_makes_every_table_once(string name, DatabaseKind kind)
    {
        var schema = Schema.Named(name);
        var connection = await Servers.EmptyDatabaseAsync(kind);
        await using (var first = schema.Open(kind, connection))
        {
            await first.Database.MigrateAsync();
        }

        await using var db = schema.Open(kind, connection);
        await db.Database.MigrateAsync();

        Assert.Single(await db.Database.GetAppliedMigrationsAsync());
        await EveryTableAnswersAsync(db);
    }

    private static IEnumerable<string> Unsafe(IEnumerable<MigrationOperation> operations) => operations.Where(o => o switch
    {
        CreateTableOperation or CreateIndexOperation or EnsureSchemaOperation => false,
        AddColumnOperation added => added is { IsNullable: false, DefaultValue: null, DefaultValueSql: null },
        _ => true,
    }).Select(o => o.GetType().Name);

    private static async Task EveryTableAnswersAsync(RoomDbContext db)
    {
        var tables = db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null).ToList();
        Assert.True(tables.Count > 9);
        var count = typeof(MigrationTests).GetMethod(nameof(CountAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        foreach (var table in tables)
        {
            Assert.Equal(0, await (Task<int>)count.MakeGenericMethod(table.ClrType).Invoke(null, [db])!);
        }
    }

    private static Task<int> CountAsync<T>(DbContext db)
        where T : class => db.Set<T>().IgnoreAutoIncludes().CountAsync();
}
