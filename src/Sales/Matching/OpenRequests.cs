using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Matching;

/// <summary>
/// Asks SubjectRights, just before something is destroyed, whether a request about the person has arrived: its hold may still
/// be on its way, and one who was erased asks by an address. No answer, no destruction (DESIGN 3.1).
/// </summary>
internal sealed class OpenRequests(RoomHttp rooms, SalesDbContext db)
{
    private const int Most = 500;

    /// <summary>Which of these records an open request may be about.</summary>
    public async Task<IReadOnlySet<Guid>> AskAsync(IReadOnlyCollection<ArchivedRecord> records, CancellationToken ct)
    {
        var held = new HashSet<Guid>();
        foreach (var some in records.Chunk(Most))
        {
            var ids = some.Select(r => r.Id).ToList();
            var hashes = await db.ArchiveHashes.AsNoTracking().Where(h => ids.Contains(h.ArchivedId)).Select(h => new { h.ArchivedId, h.Hash }).ToListAsync(ct);
            var answer = await rooms.PostAsync<Answer>(
                db.Room, "subject-rights", "internal/subject-rights/holds/ask", new { subjectIds = some.Select(r => r.SubjectId).Distinct(), hashes = hashes.Select(h => h.Hash).Distinct() }, ct);
            held.UnionWith(some.Where(r => answer.SubjectIds.Contains(r.SubjectId)).Select(r => r.Id));
            held.UnionWith(hashes.Where(h => answer.Hashes.Contains(h.Hash)).Select(h => h.ArchivedId));
        }

        return held;
    }

    private sealed record Answer(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<string> Hashes);
}
