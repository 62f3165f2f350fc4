using System.Runtime.CompilerServices;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gdpr.Providers.Tests.SqlServer;

/// <summary>The statements that every entity's insert, update and delete would send to SQL Server.</summary>
public sealed class WritingTests
{
    public static TheoryData<string> Schemas => Schema.Names;

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Inserts_updates_and_deletes_of_every_table_are_transact_sql(string name)
    {
        using var model = Schema.Named(name).Design(DatabaseKind.SqlServer);
        foreach (var type in model.Model.GetEntityTypes().Where(t => !t.IsOwned() && !t.HasSharedClrType))
        {
            var statements = new List<string>();
            foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
            {
                await SaveAsync(name, type.ClrType, state, statements);
            }

            Assert.Empty(statements.SelectMany(TransactSql.Errors));
            var table = $"[{name}].[{type.GetTableName()}]";
            Sent($"INSERT INTO {table}", statements);
            Sent($"DELETE FROM {table}", statements);
            if (type.GetProperties().Any(p => !p.IsPrimaryKey() && p.GetAfterSaveBehavior() == PropertySaveBehavior.Save))
            {
                Sent($"UPDATE {table}", statements);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task The_erase_guard_s_statements_are_transact_sql(string name)
    {
        var statements = new List<string>();
        SubjectId[] people = [SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System)];
        await using (var db = Rehearse(name, statements, answers: false))
        {
            await Record.ExceptionAsync(() => db.EraseAsync(people, 1, _ => Task.CompletedTask, CancellationToken.None));
            await Record.ExceptionAsync(() => db.InTransactionAsync(ct => db.LivingAsync(people, ct), CancellationToken.None));
        }

        Assert.Empty(statements.SelectMany(TransactSql.Errors));
        Assert.Equal(2, statements.Count(s => s.Contains("sp_getapplock @Resource = ", StringComparison.Ordinal)));
        Assert.Contains(statements, s => s.Contains($"INSERT INTO [{name}].[Tombstones]", StringComparison.Ordinal));
        Assert.Contains(statements, s => s.Contains($"FROM [{name}].[Tombstones]", StringComparison.Ordinal));
    }

    internal static RoomDbContext Rehearse(string name, List<string> statements, bool answers) =>
        Schema.Named(name).Open(DatabaseKind.SqlServer, "Server=rehearsal", o => o.UseSqlServer(new RehearsalConnection(statements, answers)));

    private static void Sent(string start, List<string> statements) =>
        Assert.True(statements.Exists(s => s.Contains(start, StringComparison.Ordinal)), $"{start} was not sent, but: {string.Join("\n", statements)}");

    // No rows come back, so EF Core reports a conflict after it has sent what we came for.
    private static async Task SaveAsync(string name, Type type, EntityState state, List<string> statements)
    {
        await using var db = Rehearse(name, statements, answers: false);
        var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(type));
        foreach (var property in entry.Properties)
        {
            property.CurrentValue = Sample(property.Metadata);
        }

        entry.State = state;
        await Record.ExceptionAsync(() => db.SaveChangesAsync());
    }

    private static object? Sample(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(string) ? "x"
            : type == typeof(Guid) ? Guid.CreateVersion7()
            : type == typeof(SubjectId) ? SubjectId.New(TimeProvider.System)
            : type == typeof(byte[]) ? new byte[] { 1 }
            : type == typeof(DateTimeOffset) ? TimeProvider.System.GetUtcNow()
            : property.ValueGenerated == ValueGenerated.OnAdd && property.IsPrimaryKey() && type == typeof(long) ? 0L
            : type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
