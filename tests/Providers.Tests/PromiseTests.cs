using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.Probe;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests;

/// <summary>What Platform promises every room about its rows, on each provider.</summary>
public sealed class PromiseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Providers => [.. Schema.Kinds];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_who_edit_one_row_the_second_is_told(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var row = await store.AddAsync(ProbeStore.Row());
        await using var first = store.Open();
        await using var second = store.Open();
        (await first.Rows.SingleAsync(r => r.Id == row.Id)).Name += "1";
        (await second.Rows.SingleAsync(r => r.Id == row.Id)).Name += "2";
        await first.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());

        await using var after = store.Open();
        var kept = await after.Rows.SingleAsync(r => r.Id == row.Id);
        Assert.Equal((row.Name + "1", 1), (kept.Name, kept.Version));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Instants_are_ordered_and_compared_in_the_database_whatever_their_offset(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var subject = SubjectId.New(TimeProvider.System);
        var early = await store.AddAsync(ProbeStore.Row(subject, new DateTimeOffset(2026, 3, 29, 13, 30, 0, TimeSpan.FromHours(2))));
        var late = await store.AddAsync(ProbeStore.Row(subject, new DateTimeOffset(2026, 3, 29, 7, 30, 0, TimeSpan.FromHours(-5))));
        await using var db = store.Open();
        var mine = db.Rows.Where(r => r.SubjectId == subject);

        Assert.Equal([early.Id, late.Id], await mine.OrderBy(r => r.At).Select(r => r.Id).ToListAsync());
        Assert.Equal([late.Id], await mine.Where(r => r.At > Noon).Select(r => r.Id).ToListAsync());
        var found = await mine.GroupBy(r => r.SubjectId).Select(g => g.Max(r => r.At)).SingleAsync();
        Assert.Equal((late.At.UtcTicks, TimeSpan.Zero), (found.UtcTicks, found.Offset));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Subjects_are_found_by_a_list_of_ids_and_enums_by_name(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var row = ProbeStore.Row();
        row.Day = DayOfWeek.Friday;
        await store.AddAsync(row);
        await store.AddAsync(ProbeStore.Row());
        IReadOnlyCollection<SubjectId> asked = [row.SubjectId, SubjectId.New(TimeProvider.System)];
        await using var db = store.Open();

        Assert.Equal([row.Id], await db.Rows.Where(r => asked.Contains(r.SubjectId) && r.Day == DayOfWeek.Friday).Select(r => r.Id).ToListAsync());
        Assert.Empty(await db.Rows.Where(r => asked.Contains(r.SubjectId) && r.Day == DayOfWeek.Monday).ToListAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_unique_index_refuses_the_second(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var row = await store.AddAsync(ProbeStore.Row());
        var twin = ProbeStore.Row();
        twin.Name = row.Name;

        await Assert.ThrowsAsync<DbUpdateException>(() => store.AddAsync(twin));

        await using var db = store.Open();
        Assert.Equal(1, await db.Rows.CountAsync(r => r.Name == row.Name));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_write_for_an_erased_person_is_refused(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var row = await store.AddAsync(ProbeStore.Row());
        await using (var db = store.Open())
        {
            await db.EraseAsync([row.SubjectId], 11, ct => db.Rows.Where(r => r.SubjectId == row.SubjectId).ExecuteDeleteAsync(ct), CancellationToken.None);
        }

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => store.AddAsync(ProbeStore.Row(row.SubjectId)));

        Assert.Equal("SUBJECT_ERASED", refused.Error.Code);
        await using var after = store.Open();
        Assert.False(await after.Rows.AnyAsync(r => r.SubjectId == row.SubjectId));
        Assert.True(await after.Tombstones.AnyAsync(t => t.SubjectId == row.SubjectId && t.LedgerSequence == 11));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_erasure_that_fails_leaves_everything(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        var row = await store.AddAsync(ProbeStore.Row());
        await using (var db = store.Open())
        {
            await Assert.ThrowsAsync<TimeoutException>(() => db.EraseAsync(
                [row.SubjectId],
                long.MaxValue,
                async ct =>
                {
                    Assert.Equal(1, await db.Rows.Where(r => r.SubjectId == row.SubjectId).ExecuteDeleteAsync(ct));
                    throw new TimeoutException();
                },
                CancellationToken.None));
        }

        await using var after = store.Open();
        Assert.True(await after.Rows.AnyAsync(r => r.SubjectId == row.SubjectId));
        Assert.False(await after.Tombstones.AnyAsync(t => t.SubjectId == row.SubjectId));
        Assert.DoesNotContain(await after.Marks.ToListAsync(), m => m.LedgerSequence == long.MaxValue);
        await store.AddAsync(ProbeStore.Row(row.SubjectId));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_erasure_and_a_write_of_the_same_person_never_both_succeed(DatabaseKind kind)
    {
        var store = await ProbeStore.OnAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var row = await store.AddAsync(ProbeStore.Row());
            await using var eraser = store.Open();
            var erasing = eraser.EraseAsync(
                [row.SubjectId], 12, ct => eraser.Rows.Where(r => r.SubjectId == row.SubjectId).ExecuteDeleteAsync(ct), CancellationToken.None);
            var writing = Record.ExceptionAsync(() => store.AddAsync(ProbeStore.Row(row.SubjectId))).AsTask();
            await Task.WhenAll(erasing, writing);

            Assert.True(await writing is null or RuleViolation, (await writing)?.ToString());
            await using var after = store.Open();
            Assert.False(await after.Rows.AnyAsync(r => r.SubjectId == row.SubjectId));
        }
    }
}
