using Gdpr.Contacts.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>Statements about jobs that several steps of importing need.</summary>
internal static class ImportQueries
{
    /// <summary>Renewed by each batch, so that a dead worker's job waits no longer.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly ImportStatus[] Open = [ImportStatus.Queued, ImportStatus.Running, ImportStatus.Waiting];

    /// <summary>Takes the next job that nobody works on; of several instances only one gets it.</summary>
    public static async Task<ImportJob?> LeaseImportAsync(this ContactsDbContext db, Guid worker, CancellationToken ct)
    {
        var now = db.Now;
        var candidates = await db.Imports.AsNoTracking()
            .Where(i => Open.Contains(i.Status) && i.LeasedUntil <= now)
            .OrderBy(i => i.Id)
            .Select(i => new { i.Id, i.Version })
            .Take(5)
            .ToListAsync(ct);
        foreach (var candidate in candidates)
        {
            var until = now + Lease;
            var mine = await db.WriteAsync(
                () => db.Imports.Where(i => i.Id == candidate.Id && i.Version == candidate.Version).ExecuteUpdateAsync(
                    s => s.SetProperty(i => i.LeasedUntil, until)
                        .SetProperty(i => i.LeasedBy, worker)
                        .SetProperty(i => i.Status, i => i.Status == ImportStatus.Waiting ? ImportStatus.Waiting : ImportStatus.Running)
                        .SetProperty(i => i.Version, i => i.Version + 1),
                    ct),
                ct);
            if (mine == 1)
            {
                return await db.Imports.AsNoTracking().SingleAsync(i => i.Id == candidate.Id, ct);
            }
        }

        return null;
    }

    /// <summary>Uploads that broke off or were never mapped, with their pieces; and pieces of files whose import ended just before a process died.</summary>
    public static async Task DropBrokenUploadsAsync(this ContactsDbContext db, CancellationToken ct)
    {
        var old = db.Now - TimeSpan.FromDays(1);
        await db.DropImportsAsync(db.Imports.Where(i => i.Status == ImportStatus.Uploading && i.CreatedAt < old), ct);
        foreach (var unmapped in await db.Imports.Where(i => i.Status == ImportStatus.AwaitingMapping && i.CreatedAt < old).Select(i => i.Id).ToListAsync(ct))
        {
            await db.EndUnmappedAsync(unmapped, ct);
        }

        var ended = await db.Imports.Where(i => i.EndedAt != null && db.ImportChunks.Any(c => c.ImportId == i.Id)).Select(i => i.Id).ToListAsync(ct);
        foreach (var import in ended)
        {
            await db.DropPiecesAsync(import, ct);
        }
    }

    // Whoever maps it at this moment has the newer version, or finds it ended.
    private static Task EndUnmappedAsync(this ContactsDbContext db, Guid import, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var now = db.Now;
            var ended = await db.Imports.Where(i => i.Id == import && i.Status == ImportStatus.AwaitingMapping).ExecuteUpdateAsync(
                s => s.SetProperty(i => i.Status, ImportStatus.Failed)
                    .SetProperty(i => i.Code, "IMPORT_NOT_MAPPED")
                    .SetProperty(i => i.EndedAt, now)
                    .SetProperty(i => i.Key, (byte[]?)null)
                    .SetProperty(i => i.Version, i => i.Version + 1),
                token);
            if (ended == 1)
            {
                db.Audit("import", "import.ended", reference: import);
                await db.SaveChangesAsync(token);
            }
        },
        ct);

    /// <summary>
    /// Takes away the pieces of a file whose key is gone, few at a time: a gigabyte in one transaction would hold every
    /// other writer back.
    /// </summary>
    public static async Task DropPiecesAsync(this ContactsDbContext db, Guid import, CancellationToken ct)
    {
        const int Few = 64;
        for (var below = Few; ; below += Few)
        {
            var end = below;
            await db.WriteAsync(() => db.ImportChunks.Where(c => c.ImportId == import && c.Index < end).ExecuteDeleteAsync(ct), ct);
            if (!await db.ImportChunks.AnyAsync(c => c.ImportId == import, ct))
            {
                return;
            }
        }
    }

    public static Task DropImportsAsync(this ContactsDbContext db, IQueryable<ImportJob> imports, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                await db.ImportChunks.Where(c => imports.Any(i => i.Id == c.ImportId)).ExecuteDeleteAsync(token);
                await imports.ExecuteDeleteAsync(token);
            },
            ct);
}
