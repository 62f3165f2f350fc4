using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

internal static class Saving
{
    /// <summary>Saves; a number that somebody else has is a broken rule, not a failure.</summary>
    public static async Task SaveOrRefuseAsync(this SalesDbContext db, RuleError taken, CancellationToken ct)
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
