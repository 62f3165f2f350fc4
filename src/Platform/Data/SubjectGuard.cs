using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

/// <summary>
/// An erased SubjectId is dead in this room: writers hold a shared lock while they ask the tombstones, an erasure
/// holds it exclusively, so no write can slip between the question and the commit.
/// </summary>
public static class SubjectGuard
{
    public static readonly RuleError SubjectErased =
        new("SUBJECT_ERASED", "The person was erased; a person who comes back gets a new id.", 409);

    private const int LockKey = 0x67647072;
    private const string PartErased = "erasure.part";

    /// <summary>
    /// Erases a person in this room: runs the deletions, writes the tombstone and moves the room's mark in one
    /// transaction. Repeating it is harmless.
    /// </summary>
    public static Task EraseAsync(
        this RoomDbContext db, IReadOnlyCollection<SubjectId> subjects, long ledgerSequence, Func<CancellationToken, Task> deletions, CancellationToken ct) =>
        db.EraseAsync(
            async token =>
            {
                await deletions(token);
                await db.Restrictions.Where(r => subjects.Contains(r.SubjectId)).ExecuteDeleteAsync(token);
                if (db.KeepsDisclosures())
                {
                    await db.Set<PersonDisclosure>().Where(d => subjects.Contains(d.SubjectId)).ExecuteDeleteAsync(token);
                }

                var known = await db.Tombstones.Where(t => subjects.Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(token);
                db.Tombstones.AddRange(subjects.Except(known).Select(s =>
                    new Tombstone { SubjectId = s, ErasedAt = db.Now, LedgerSequence = ledgerSequence }));
            },
            ledgerSequence,
            ct);

    /// <summary>
    /// Erases some data of people who stay: no tombstone, no restriction lifted. The audit entry of each request is what a
    /// comparison with the ledger looks for (<see cref="ErasedPartsAsync"/>).
    /// </summary>
    public static Task ErasePartAsync(
        this RoomDbContext db, IReadOnlyCollection<(Guid RequestId, SubjectId? SubjectId)> erasures, long ledgerSequence, Func<CancellationToken, Task> deletions, CancellationToken ct) =>
        db.EraseAsync(
            async token =>
            {
                await deletions(token);
                foreach (var (request, subject) in erasures)
                {
                    db.Audit("system", PartErased, subject, request);
                }
            },
            ledgerSequence,
            ct);

    /// <summary>Those of the requests for an erasure of some data that were carried out here, none before <paramref name="since"/>.</summary>
    internal static async Task<IReadOnlyCollection<Guid>> ErasedPartsAsync(
        this RoomDbContext db, IReadOnlyCollection<Guid> requests, DateTimeOffset since, CancellationToken ct) =>
        [.. await db.AuditEntries.AsNoTracking()
            .Where(a => a.At >= since && a.Code == PartErased && a.Reference != null && EF.Parameter(requests).Contains(a.Reference!.Value))
            .Select(a => a.Reference!.Value)
            .ToListAsync(ct)];

    /// <summary>
    /// Those of <paramref name="subjects"/> not erased here; the others are counted as late writes. Asked inside
    /// <c>InTransactionAsync</c>, the answer holds until the commit, so that a batch loses its erased people and nobody else.
    /// </summary>
    public static async Task<IReadOnlyList<SubjectId>> LivingAsync(this RoomDbContext db, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        await LockAsync(db, exclusive: false, ct);
        var dead = await db.Tombstones.Where(t => EF.Parameter(subjects).Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(ct);
        if (dead.Count > 0)
        {
            await db.CountRefusedAsync(dead.Count, ct);
        }

        var living = subjects.Distinct().Except(dead).ToList();
        db.AskedLiving.UnionWith(living);
        return living;
    }

    /// <summary>
    /// Inside a transaction: one writer at a time until the commit, so that numbers given by the database become visible in
    /// their order.
    /// </summary>
    public static Task OneWriterAsync(this RoomDbContext db, CancellationToken ct) => LockAsync(db, exclusive: true, ct);

    internal static async Task RefuseErasedAsync(RoomDbContext db, CancellationToken ct)
    {
        var written = db.ChangeTracker.Entries<IAboutSubject>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified)
            .Select(e => e.Entity.SubjectId)
            .Distinct()
            .ToList();
        if (written.Count == 0 || db.SkipGuard)
        {
            return;
        }

        await LockAsync(db, exclusive: false, ct);
        if (await db.Tombstones.AnyAsync(t => written.Contains(t.SubjectId), ct))
        {
            throw new RuleViolation(SubjectErased);
        }
    }

    /// <summary>Counts late writes by the database's own sum, so that two at once lose none; wants an open transaction.</summary>
    internal static async Task CountRefusedAsync(this RoomDbContext db, int count, CancellationToken ct)
    {
        var counted = await db.Marks.ExecuteUpdateAsync(s => s.SetProperty(m => m.LateWritesRefused, m => m.LateWritesRefused + count), ct);
        if (counted == 0)
        {
            (await db.MarkAsync(ct)).LateWritesRefused = count;
        }
    }

    internal static async Task<RoomMark> MarkAsync(this RoomDbContext db, CancellationToken ct)
    {
        var mark = await db.Marks.SingleOrDefaultAsync(ct);
        return mark ?? db.Marks.Add(new RoomMark()).Entity;
    }

    private static Task EraseAsync(this RoomDbContext db, Func<CancellationToken, Task> deletions, long ledgerSequence, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                await LockAsync(db, exclusive: true, token);
                await deletions(token);
                db.ErasedBytes = true;
                var mark = await db.MarkAsync(token);
                mark.LedgerSequence = Math.Max(mark.LedgerSequence, ledgerSequence);

                // The guard must not see the rows that the deletions still track.
                db.SkipGuard = true;
                try
                {
                    await db.SaveChangesAsync(token);
                }
                finally
                {
                    db.SkipGuard = false;
                }
            },
            ct);

    // SQLite has one writer at a time (WriteGates), so its transaction is the lock.
    private static async Task LockAsync(RoomDbContext db, bool exclusive, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlRawAsync(
                exclusive ? "SELECT pg_advisory_xact_lock({0}, hashtext({1}))" : "SELECT pg_advisory_xact_lock_shared({0}, hashtext({1}))",
                [LockKey, db.Room],
                ct);
        }
        else if (db.Database.IsSqlServer())
        {
            await db.Database.ExecuteSqlRawAsync(
                "EXEC sp_getapplock @Resource = {0}, @LockMode = {1}, @LockOwner = 'Transaction', @LockTimeout = 30000",
                [$"gdpr-subjects-{db.Room}", exclusive ? "Exclusive" : "Shared"],
                ct);
        }
    }
}
