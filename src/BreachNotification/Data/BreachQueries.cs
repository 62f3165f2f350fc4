using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data;

internal static class BreachQueries
{
    public static async Task<Breach> BreachAsync(this BreachNotificationDbContext db, Guid id, CancellationToken ct) =>
        await db.Breaches.SingleOrDefaultAsync(b => b.Id == id, ct) ?? throw new RuleViolation(BreachErrors.NotFound);

    public static async Task DemandBreachAsync(this BreachNotificationDbContext db, Guid id, CancellationToken ct)
    {
        if (!await db.Breaches.AnyAsync(b => b.Id == id, ct))
        {
            throw new RuleViolation(BreachErrors.NotFound);
        }
    }
}
