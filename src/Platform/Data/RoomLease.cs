using Gdpr.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

/// <summary>
/// Of several replicas of a room one does the scheduled work: the one that holds the row of the room's audit chain. A
/// replica that dies is followed by another ten seconds later; nothing but the database decides.
/// </summary>
public sealed class RoomLease(TimeProvider clock)
{
    internal static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    internal Guid Holder { get; } = Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>
    /// Takes or renews the lease; false while another replica has it. Asked inside a transaction it keeps the others out
    /// until the commit, whatever their clocks say.
    /// </summary>
    public async Task<bool> TakeAsync(RoomDbContext db, CancellationToken ct)
    {
        // A SQLite file has one process.
        if (db.Database.IsSqlite())
        {
            return true;
        }

        var (now, until) = (db.Now, db.Now + Duration);
        var mine = await db.AuditChains.Where(c => c.Holder == Holder || c.LeasedUntil <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Holder, Holder).SetProperty(c => c.LeasedUntil, until), ct);

        return mine == 1 || (!await db.AuditChains.AnyAsync(ct) && await BeginAsync(db, until, ct));
    }

    private async Task<bool> BeginAsync(RoomDbContext db, DateTimeOffset until, CancellationToken ct)
    {
        var chain = new AuditChain { Holder = Holder, LeasedUntil = until };
        try
        {
            db.AuditChains.Add(chain);
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (UniqueKeys.IsTaken(e))
        {
            db.Entry(chain).State = EntityState.Detached;
            return false;
        }
    }
}
