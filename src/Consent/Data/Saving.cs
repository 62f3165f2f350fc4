using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

internal static class Saving
{
    /// <summary>Saves; when another writer took the same unique key in the meantime the answer is a broken rule, not a failure.</summary>
    public static async Task SaveOrRefuseAsync(this ConsentDbContext db, RuleError taken, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueKeys.IsTaken(e))
        {
            throw new RuleViolation(taken);
        }
    }
}
