using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Audit;

/// <summary>Lengthens a room's chain by the entries that no seal covers yet.</summary>
internal static class Sealing
{
    public const int Most = 500;

    public static IQueryable<AuditEntry> Unsealed(this RoomDbContext db, DateTimeOffset from) =>
        db.AuditEntries.AsNoTracking().Where(e => e.At >= from && !db.AuditSeals.Any(s => s.EntryId == e.Id));

    /// <summary>Seals up to <see cref="Most"/> entries in the order of their time; null while another process holds the lease.</summary>
    public static Task<Sealed?> SealAsync(this RoomDbContext db, Guid holder, DateTimeOffset from, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await db.LeaseAsync(holder, token) is not { } chain)
                {
                    return null;
                }

                // Read behind the lease: what another process has just sealed is not sealed again.
                var entries = await db.Unsealed(from).OrderBy(e => e.At).ThenBy(e => e.Id).Take(Most).ToListAsync(token);
                var seals = Chain(chain, entries);
                if (seals.Count > 0)
                {
                    await db.BulkInsertAsync(seals, token);
                    var end = seals[^1];
                    await db.AuditChains.ExecuteUpdateAsync(s => s.SetProperty(c => c.Sequence, end.Sequence).SetProperty(c => c.Digest, end.Digest), token);
                }

                return new Sealed(seals, entries.Count == 0 ? from : entries[^1].At);
            },
            ct);

    public static List<AuditSeal> Chain(AuditChain chain, IEnumerable<AuditEntry> entries)
    {
        var (sequence, digest) = (chain.Sequence, chain.Digest);
        var seals = new List<AuditSeal>();
        foreach (var entry in entries)
        {
            digest = AuditDigest.Of(digest, ++sequence, entry);
            seals.Add(new AuditSeal { Sequence = sequence, EntryId = entry.Id, Digest = digest });
        }

        return seals;
    }

    private static async Task<AuditChain?> LeaseAsync(this RoomDbContext db, Guid holder, CancellationToken ct)
    {
        var (now, until) = (db.Now, db.Now + Lease(db));
        var mine = await db.AuditChains.Where(c => c.Holder == holder || c.LeasedUntil <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Holder, holder).SetProperty(c => c.LeasedUntil, until), ct);
        var chain = await db.AuditChains.AsNoTracking().SingleOrDefaultAsync(ct);
        if (chain is not null)
        {
            return mine == 0 ? null : chain;
        }

        chain = new AuditChain { Holder = holder, LeasedUntil = until };
        db.AuditChains.Add(chain);
        await db.SaveChangesAsync(ct);
        return chain;
    }

    // A SQLite file has one process: whoever held the lease before is dead.
    private static TimeSpan Lease(RoomDbContext db) => db.Database.IsSqlite() ? TimeSpan.Zero : RoomLease.Duration;

    /// <param name="LatestAt">The time of the last entry sealed.</param>
    internal sealed record Sealed(IReadOnlyList<AuditSeal> Seals, DateTimeOffset LatestAt);
}
