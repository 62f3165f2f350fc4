using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.Probe;
using Gdpr.Providers.Tests.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests;

/// <summary>Rows written past the unit of work are the rows that a save would have written, under the same rules.</summary>
public sealed class BulkTests
{
    public static TheoryData<DatabaseKind> Providers => [.. Schema.Kinds];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Rows_in_bulk_are_read_as_saved_ones(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var rows = Enumerable.Range(0, 2500).Select(i => ProbeStore.Row(at: new DateTimeOffset(2026, 3, 29, 13, 30, 0, TimeSpan.FromHours(i % 5)))).ToList();
        rows[7].Day = DayOfWeek.Friday;
        await using (var db = store.Open())
        {
            await db.InTransactionAsync(ct => InBulkAsync(db, rows, ct), CancellationToken.None);
        }

        await using var after = store.Open();
        var ids = rows.Select(r => r.Id).ToList();
        var kept = await after.Rows.Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync();
        Assert.Equal(rows.Select(Words).Order(StringComparer.Ordinal), kept.Select(Words).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_taken_key_takes_the_whole_transaction_back(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var rows = Enumerable.Range(0, 3).Select(_ => ProbeStore.Row()).ToList();
        rows[2].Name = rows[0].Name;
        await using var db = store.Open();

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => db.InTransactionAsync(ct => InBulkAsync(db, rows, ct), CancellationToken.None));

        Assert.True(UniqueKeys.IsTaken(failure));
        await using var after = store.Open();
        var first = rows[0].Id;
        Assert.False(await after.Rows.AnyAsync(r => r.Id == first));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nobody_is_written_in_bulk_of_whom_it_was_not_asked_whether_they_live(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var rows = new List<ProbeRow> { ProbeStore.Row(), ProbeStore.Row() };
        await using (var eraser = store.Open())
        {
            await eraser.EraseAsync([rows[1].SubjectId], 20, _ => Task.CompletedTask, CancellationToken.None);
        }

        await using var db = store.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.BulkInsertAsync(rows, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(ct => db.BulkInsertAsync(rows, ct), CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(ct => InBulkAsync(db, rows, ct), CancellationToken.None));

        await using var after = store.Open();
        var ids = rows.Select(r => r.Id).ToList();
        Assert.False(await after.Rows.AnyAsync(r => ids.Contains(r.Id)));
    }

    [Fact]
    public void The_statement_for_sql_server_is_transact_sql()
    {
        using var db = Schema.Named("contacts").Design(DatabaseKind.SqlServer);

        foreach (var entity in db.Model.GetEntityTypes().Select(e => e.ClrType))
        {
            var statement = BulkInsert.Statement(db, entity, 3);

            Assert.Empty(TransactSql.Errors(statement));
            Assert.StartsWith("INSERT INTO [contacts].[", statement, StringComparison.Ordinal);
        }
    }

    private static async Task InBulkAsync(ProbeDbContext db, List<ProbeRow> rows, CancellationToken ct)
    {
        await db.LivingAsync([.. rows.Select(r => r.SubjectId)], ct);
        await db.BulkInsertAsync(rows, ct);
    }

    private static string Words(ProbeRow row) => $"{row.Id} {row.SubjectId} {row.Name} {row.At.UtcTicks} {row.Day} {row.Version}";
}
