using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Ledger;

/// <summary>What a ledger older than the rooms leaves doubtful: who may be written to by way of business.</summary>
public static class LedgerSends
{
    /// <summary>
    /// Whoever sends by way of business (campaigns) asks this before each send. Codes, answers and notices that the law
    /// demands do not: keeping them back would harm those whom they protect.
    /// </summary>
    public static Task<bool> SendsAreOffAsync(this RoomDbContext db, CancellationToken ct) => db.Marks.AnyAsync(m => m.SendsOffSince != null, ct);
}
