using Gdpr.Kernel;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

internal static class HoldQueries
{
    /// <summary>Holds that were announced and not released, of these people and records.</summary>
    public static async Task<IReadOnlyList<StandingHold>> StandingAsync(
        this SalesDbContext db, IReadOnlyCollection<SubjectId> subjects, IReadOnlyCollection<Guid> records, CancellationToken ct)
    {
        var people = subjects.Select(s => (SubjectId?)s).ToList();
        var found = await db.KnownHolds.AsNoTracking().Where(h => !h.Released && people.Contains(h.SubjectId))
            .Select(h => new StandingHold(h.HoldId, h.SubjectId, h.RecordId, h.ReviewDate)).ToListAsync(ct);
        foreach (var some in records.Chunk(500))
        {
            var ids = some.Select(r => (Guid?)r).ToList();
            found.AddRange(await db.KnownHolds.AsNoTracking().Where(h => !h.Released && ids.Contains(h.RecordId))
                .Select(h => new StandingHold(h.HoldId, h.SubjectId, h.RecordId, h.ReviewDate)).ToListAsync(ct));
        }

        return found;
    }

    /// <summary>Of several holds that keep a record, the one reviewed last; a claim against a customer is one against all their ids.</summary>
    public static StandingHold? Of(this IEnumerable<StandingHold> holds, IEnumerable<SubjectId> owner, Guid record) =>
        holds.Where(h => owner.Any(id => h.Keeps(id, record))).MaxBy(h => h.ReviewDate);
}
