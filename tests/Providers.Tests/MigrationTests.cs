using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.Probe;
using Microsoft.EntityFrameworkCore;

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
