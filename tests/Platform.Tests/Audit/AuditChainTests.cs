using System.Globalization;
using Gdpr.Platform.Audit;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Audit;

/// <summary>The chain of one room, tampered with as whoever has the database file could.</summary>
public sealed class AuditChainTests
{
    private const string Of = "(SELECT EntryId FROM AuditSeals WHERE Sequence = {0})";

    [Fact]
    public async Task A_chain_that_nobody_touched_holds_over_restarts()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 3);
        await WriteAsync(folder, 4);

        var verdict = await CheckAsync(folder);

        Assert.Equal((null, 7, 0), (verdict.Code, verdict.Seals, verdict.NotYet));
    }

    [Theory]
    [InlineData("AUDIT_ENTRY_CHANGED", "at 3", "UPDATE AuditEntries SET Actor = 'nobody' WHERE Id = " + Of + " AND 3 = {0}")]
    [InlineData("AUDIT_ENTRY_CHANGED", "at 3", "UPDATE AuditEntries SET Digest = 'made up' WHERE Id = " + Of + " AND 3 = {0}")]
    [InlineData("AUDIT_ENTRY_CHANGED", "at 3", "UPDATE AuditEntries SET At = At + 1 WHERE Id = " + Of + " AND 3 = {0}")]
    [InlineData("AUDIT_ENTRY_REMOVED", "at 3", "DELETE FROM AuditEntries WHERE Id = " + Of)]
    [InlineData("AUDIT_SEAL_REMOVED", "at 3", "DELETE FROM AuditSeals WHERE Sequence = {0}")]
    [InlineData("AUDIT_SEAL_REMOVED", "at 3", "DELETE FROM AuditEntries WHERE Id = " + Of + "; DELETE FROM AuditSeals WHERE Sequence = {0}")]
    [InlineData("AUDIT_ENTRY_CHANGED", "at 3", "UPDATE AuditSeals SET Sequence = 100 WHERE Sequence = 3; UPDATE AuditSeals SET Sequence = 3 WHERE Sequence = 4; UPDATE AuditSeals SET Sequence = 4 WHERE Sequence = 100; SELECT {0}")]
    [InlineData("AUDIT_ENTRY_INSERTED", "entry 00000000", "INSERT INTO AuditEntries (Id, At, Actor, Code) SELECT '00000000-0000-7000-8000-000000000000', At - 36000000000, 'x', 'x' FROM AuditEntries WHERE Id = " + Of)]
    [InlineData("AUDIT_ENTRY_CHANGED", "at 8", "INSERT INTO AuditEntries (Id, At, Actor, Code) SELECT '00000000-0000-7000-8000-000000000000', At, 'x', 'x' FROM AuditEntries WHERE Id = " + Of + "; INSERT INTO AuditSeals (Sequence, EntryId, Digest) SELECT 8, '00000000-0000-7000-8000-000000000000', Digest FROM AuditSeals WHERE Sequence = 7")]
    [InlineData("AUDIT_TAIL_CUT", "at 6", "DELETE FROM AuditEntries WHERE Id IN (SELECT EntryId FROM AuditSeals WHERE Sequence > 5); DELETE FROM AuditSeals WHERE Sequence > 5; UPDATE AuditChain SET Sequence = 5, Digest = (SELECT Digest FROM AuditSeals WHERE Sequence = 5); SELECT {0}")]
    public async Task What_was_done_to_it_is_named_with_its_place(string code, string place, string sql)
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 7);

        Execute(folder, string.Format(CultureInfo.InvariantCulture, sql, 3));
        var verdict = await CheckAsync(folder);

        Assert.Equal(code, verdict.Code);
        Assert.StartsWith(place, verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_written_anew_as_a_whole_is_seen_by_what_is_kept_outside()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 7);

        await WithAsync(folder, RewriteAsync);
        var verdict = await CheckAsync(folder);

        Assert.Equal("AUDIT_CHAIN_REWRITTEN", verdict.Code);
        File.Delete(SealsOf(folder));
        Assert.Equal("AUDIT_SEALS_MISSING", (await CheckAsync(folder)).Code);
    }

    [Fact]
    public async Task A_restore_is_written_down_and_must_be_named_by_whoever_did_it()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 3);
        File.Copy(folder.Combine("alpha.db"), folder.Combine("backup"));
        await WriteAsync(folder, 4);
        File.Copy(folder.Combine("backup"), folder.Combine("alpha.db"), overwrite: true);
        await WriteAsync(folder, 2);

        var unsaid = await CheckAsync(folder);
        var said = await CheckAsync(folder, "alpha:3");

        Assert.Equal("AUDIT_TAIL_CUT", unsaid.Code);
        Assert.Contains("--restored alpha:3", unsaid.Detail, StringComparison.Ordinal);
        Assert.Equal((null, 6), (said.Code, said.Seals));
        Assert.Equal(1, await WithAsync(folder, db => db.AuditEntries.CountAsync(e => e.Code == "audit.tail-lost")));
    }

    [Fact]
    public async Task A_line_that_a_crash_tore_does_no_harm()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 3);
        await File.AppendAllTextAsync(SealsOf(folder), "seal 9 abc");
        await WriteAsync(folder, 2);

        Assert.Equal((null, 5), (await CheckAsync(folder)) is var v ? (v.Code, v.Seals) : default);
    }

    [Fact]
    public async Task An_entry_whose_transaction_took_long_is_sealed_soon_and_is_no_forgery()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 2);
        var clock = new Ahead();
        await using (var host = await PlayHost.StartAsync(o => (o.DataFolder, o.Clock) = (folder.Path, clock)))
        {
            await AuditAsync(host, clock.GetUtcNow());
            await SealedAsync(host);

            // It began before the one that is sealed, and waited eight seconds for a lock.
            await AuditAsync(host, clock.GetUtcNow() - TimeSpan.FromSeconds(8));
            clock.Advance(TimeSpan.FromMinutes(2));
            await AuditAsync(host, clock.GetUtcNow());
            await SealedAsync(host);
        }

        Assert.Equal((null, 5, 0), (await CheckAsync(folder)) is var v ? (v.Code, v.Seals, v.NotYet) : default);
    }

    private static Task AuditAsync(PlayHost host, DateTimeOffset at) => host.DoAsync(async db =>
    {
        db.AuditEntries.Add(new AuditEntry { Id = db.NewId(), At = at, Actor = "staff-1", Code = "thing.done" });
        await db.SaveChangesAsync();
    });

    private static Task SealedAsync(PlayHost host) =>
        PlayHost.UntilAsync(() => host.AlphaAsync(async db => !await db.Unsealed(DateTimeOffset.MinValue).AnyAsync()), "all is sealed");

    /// <summary>The real clock, which a test can put forward; timers keep running in real time.</summary>
    private sealed class Ahead : TimeProvider
    {
        private long _ticks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }

    // One entry after another, as requests write them; the host seals what is left when it stops.
    private static async Task WriteAsync(TempFolder folder, int entries)
    {
        await using var host = await PlayHost.StartAsync(o => o.DataFolder = folder.Path);
        for (var i = 0; i < entries; i++)
        {
            await host.DoAsync(async db =>
            {
                db.Audit("staff-1", "thing.done", reference: db.NewId());
                await db.SaveChangesAsync();
            });
        }

        await PlayHost.UntilAsync(() => host.AlphaAsync(async db => !await db.Unsealed(DateTimeOffset.MinValue).AnyAsync()), "all is sealed");
        await host.StopAsync();
        SqliteConnection.ClearAllPools();
    }

    private static Task<AuditVerdict> CheckAsync(TempFolder folder, params string[] restored) => WithAsync(folder, (db, settings) =>
        new AuditCheck(db, new SealFile(settings, db.Room), restored).RunAsync(CancellationToken.None));

    private static Task<T> WithAsync<T>(TempFolder folder, Func<AlphaDbContext, Task<T>> work) => WithAsync(folder, (db, _) => work(db));

    private static async Task<T> WithAsync<T>(TempFolder folder, Func<AlphaDbContext, GdprSettings, Task<T>> work)
    {
        await using var host = await PlayHost.StartAsync(o => (o.DataFolder, o.Asleep) = (folder.Path, true));
        var done = await host.AlphaAsync(db => work(db, host.Services.GetRequiredService<GdprSettings>()));
        SqliteConnection.ClearAllPools();
        return done;
    }

    private static async Task<int> RewriteAsync(AlphaDbContext db)
    {
        var third = await db.AuditSeals.Where(s => s.Sequence == 3).Select(s => s.EntryId).SingleAsync();
        await db.AuditEntries.Where(e => e.Id == third).ExecuteUpdateAsync(s => s.SetProperty(e => e.Actor, "nobody"));
        var entries = await db.AuditSeals.OrderBy(s => s.Sequence).Join(db.AuditEntries, s => s.EntryId, e => e.Id, (_, e) => e).ToListAsync();
        await db.AuditSeals.ExecuteDeleteAsync();
        db.AuditSeals.AddRange(Sealing.Chain(new AuditChain(), entries));
        return await db.SaveChangesAsync();
    }

    private static void Execute(TempFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Combine("alpha.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string SealsOf(TempFolder folder) => folder.Combine("audit-seals", "alpha.log");
}
