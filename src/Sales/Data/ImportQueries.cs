using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

/// <summary>Statements about jobs that several steps of importing need.</summary>
internal static class ImportQueries
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly ImportStatus[] Open = [ImportStatus.Queued, ImportStatus.Running, ImportStatus.Waiting];

    /// <summary>Takes the next job that nobody works on; of several instances only one gets it.</summary>
    public static async Task<ImportJob?> LeaseImportAsync(this SalesDbContext db, Guid worker, CancellationToken ct)
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

    /// <summary>Uploads that broke off, with their pieces.</summary>
    public static Task DropBrokenUploadsAsync(this SalesDbContext db, CancellationToken ct)
    {
        var old = db.Now - TimeSpan.FromDays(1);
        return db.DropImportsAsync(db.Imports.Where(i => i.Status == ImportStatus.Uploading && i.CreatedAt < old), ct);
    }

    public static Task DropImportsAsync(this SalesDbContext db, IQueryable<ImportJob> imports, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                await db.ImportChunks.Where(c => imports.Any(i => i.Id == c.ImportId)).ExecuteDeleteAsync(token);
                await imports.ExecuteDeleteAsync(token);
            },
            ct);
}
