using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Participation;

/// <summary>
/// Asks, just before something is destroyed or merged and outside any transaction, who needs it: a claim (Governance) or an open
/// request whose hold may still be on its way (SubjectRights). No answer, no act (DESIGN 3.1).
/// </summary>
public sealed class StandingClaims(RoomHttp rooms)
{
    private const int Most = 500;

    /// <summary>Whom an open request may be about: by id, and which of the keyed hashes were given by one.</summary>
    public async Task<(IReadOnlySet<SubjectId> People, IReadOnlySet<string> Hashes)> RequestedAsync(
        string room, IReadOnlyCollection<SubjectId> people, IReadOnlyCollection<string> hashes, CancellationToken ct)
    {
        var (held, found) = (new HashSet<SubjectId>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (subjectIds, some) in Chunks(people, hashes))
        {
            var answer = await rooms.PostAsync<Requests>(room, "subject-rights", "internal/subject-rights/holds/ask", new { subjectIds, hashes = some }, ct);
            held.UnionWith(answer.SubjectIds);
            found.UnionWith(answer.Hashes);
        }

        return (held, found);
    }

    /// <summary>Which of these people, and of these records, a claim needs.</summary>
    public async Task<(IReadOnlySet<SubjectId> People, IReadOnlySet<Guid> Records)> ClaimedAsync(
        string room, IReadOnlyCollection<SubjectId> people, IReadOnlyCollection<Guid> records, CancellationToken ct)
    {
        var (held, kept) = (new HashSet<SubjectId>(), new HashSet<Guid>());
        foreach (var (subjectIds, recordIds) in Chunks(people, records))
        {
            var answer = await rooms.PostAsync<Claims>(room, "governance", "internal/governance/litigation-holds/match", new { subjectIds, recordIds }, ct);
            held.UnionWith(answer.Holds.Select(h => h.SubjectId).OfType<SubjectId>());
            kept.UnionWith(answer.Holds.Select(h => h.RecordId).OfType<Guid>());
        }

        return (held, kept);
    }

    /// <summary>Of whom this room itself knows an open request or a restriction: asked inside the transaction of the act.</summary>
    public static async Task<HashSet<SubjectId>> KnownHereAsync(RoomDbContext db, IReadOnlyCollection<SubjectId> people, CancellationToken ct)
    {
        var now = db.Now;
        return [.. await db.Holds.Where(h => people.Contains(h.SubjectId) && (h.Until == null || h.Until > now)).Select(h => h.SubjectId)
            .Union(db.Restrictions.Where(r => people.Contains(r.SubjectId)).Select(r => r.SubjectId)).ToListAsync(ct)];
    }

    private static IEnumerable<(A[] First, B[] Second)> Chunks<A, B>(IReadOnlyCollection<A> first, IReadOnlyCollection<B> second) =>
        first.Chunk(Most).Select(c => (c, Array.Empty<B>())).Concat(second.Chunk(Most).Select(c => (Array.Empty<A>(), c)));

    private sealed record Requests(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<string> Hashes);

    private sealed record Claims(IReadOnlyList<Claim> Holds);

    private sealed record Claim(SubjectId? SubjectId, Guid? RecordId);
}
