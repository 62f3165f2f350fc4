using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>A person or a candidate for one, with the keyed hashes of the identifiers.</summary>
internal sealed record HashedSubject(SubjectId SubjectId, IReadOnlyList<string> Hashes);

/// <summary>How refusals reach both the SubjectId and the hashes, whichever comes first. All of it runs in the caller's transaction.</summary>
internal static class SuppressionWrites
{
    private const int ChunkSize = 500;

    /// <summary>Records the person's own refusal, under every hash known today.</summary>
    public static async Task SuppressAsync(this ConsentDbContext db, Suppression act, SubjectId subject, CancellationToken ct)
    {
        db.Suppressions.Add(act);
        db.SuppressionSubjects.Add(new SuppressionSubject { SuppressionId = act.Id, SubjectId = subject, Matched = false });
        var hashes = await db.SubjectHashes.Where(h => h.SubjectId == subject).Select(h => h.Hash).ToListAsync(ct);
        db.SuppressionHashes.AddRange(hashes.Select(h => new SuppressionHash { SuppressionId = act.Id, Hash = h }));
        db.Tell(act, subject);
    }

    /// <summary>Records a refusal of an address, and binds whoever is known to have it.</summary>
    public static async Task SuppressAsync(
        this ConsentDbContext db, Suppression act, Identifier normalised, IdentifierHasher hasher, CancellationToken ct)
    {
        db.Suppressions.Add(act);
        db.SuppressionHashes.Add(new SuppressionHash { SuppressionId = act.Id, Hash = hasher.Hash(normalised).ToString() });
        var every = hasher.HashWithEveryKey(normalised).Select(h => h.ToString()).ToList();
        var owners = await db.SubjectHashes.Where(h => every.Contains(h.Hash)).Select(h => h.SubjectId).Distinct().ToListAsync(ct);
        db.SuppressionSubjects.AddRange((await db.LivingAsync(owners, ct)).Select(s =>
            new SuppressionSubject { SuppressionId = act.Id, SubjectId = s, Matched = true }));
        db.Tell(act, subject: null);
    }

    // By the outbox row of the same transaction: the erasure ledger outlives a restore of this room.
    private static void Tell(this ConsentDbContext db, Suppression act, SubjectId? subject) => db.Publish(new ChoiceRecorded(
        act.Id, subject, act.Reason.Name(), act.Scope.Name(), act.Purpose, act.At, NoticeId: null, Method: null, act.ControllerId));

    /// <summary>Which of these people stand under a refusal of one of their hashes: suppression ids by person.</summary>
    public static async Task<ILookup<SubjectId, Guid>> MatchAsync(
        this ConsentDbContext db, IReadOnlyCollection<HashedSubject> subjects, CancellationToken ct)
    {
        var found = new List<SuppressionHash>();
        foreach (var chunk in subjects.SelectMany(s => s.Hashes).Distinct(StringComparer.Ordinal).Chunk(ChunkSize))
        {
            found.AddRange(await db.SuppressionHashes.AsNoTracking().Where(h => chunk.Contains(h.Hash)).ToListAsync(ct));
        }

        var byHash = found.ToLookup(h => h.Hash, h => h.SuppressionId, StringComparer.Ordinal);
        return subjects
            .SelectMany(s => s.Hashes.SelectMany(h => byHash[h]).Select(id => (s.SubjectId, id)))
            .Distinct()
            .ToLookup(p => p.SubjectId, p => p.id);
    }

    /// <summary>Records that these people stand under those suppressions.</summary>
    public static async Task BindAsync(this ConsentDbContext db, ILookup<SubjectId, Guid> matches, CancellationToken ct)
    {
        var ids = matches.Select(m => m.Key).ToList();
        var linked = (await db.SuppressionSubjects.Where(s => ids.Contains(s.SubjectId)).ToListAsync(ct))
            .Select(s => (s.SubjectId, s.SuppressionId))
            .ToHashSet();
        db.SuppressionSubjects.AddRange(matches
            .SelectMany(m => m.Select(id => (SubjectId: m.Key, SuppressionId: id)))
            .Where(p => !linked.Contains(p))
            .Select(p => new SuppressionSubject { SubjectId = p.SubjectId, SuppressionId = p.SuppressionId, Matched = true }));
    }

    /// <summary>Remembers the hashes of these people; what is known already stays.</summary>
    public static async Task RememberAsync(this ConsentDbContext db, IReadOnlyCollection<HashedSubject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => s.SubjectId).ToList();
        var held = (await db.SubjectHashes.AsNoTracking().Where(h => ids.Contains(h.SubjectId)).ToListAsync(ct))
            .Select(h => (h.SubjectId, h.Hash))
            .ToHashSet();
        db.SubjectHashes.AddRange(subjects
            .SelectMany(s => s.Hashes.Select(h => (s.SubjectId, Hash: h)))
            .Distinct()
            .Where(p => !held.Contains(p))
            .Select(p => new SubjectHash { SubjectId = p.SubjectId, Hash = p.Hash }));
    }

    /// <summary>Puts the suppressions of these people under their hashes too: all of them, or only the people's own acts.</summary>
    public static async Task SpreadAsync(
        this ConsentDbContext db, IReadOnlyCollection<HashedSubject> subjects, bool ownOnly, CancellationToken ct)
    {
        var ids = subjects.Select(s => s.SubjectId).ToList();
        var links = await db.SuppressionSubjects.AsNoTracking()
            .Where(s => ids.Contains(s.SubjectId) && (!ownOnly || !s.Matched))
            .ToListAsync(ct);
        var hashes = subjects.ToDictionary(s => s.SubjectId, s => s.Hashes);
        await db.AddHashesAsync([.. links.SelectMany(l => hashes[l.SubjectId].Select(h => (l.SuppressionId, h))).Distinct()], ct);
    }

    private static async Task AddHashesAsync(this ConsentDbContext db, IReadOnlyCollection<(Guid Id, string Hash)> wanted, CancellationToken ct)
    {
        var held = new HashSet<(Guid, string)>();
        foreach (var chunk in wanted.Select(w => w.Id).Distinct().Chunk(ChunkSize))
        {
            held.UnionWith((await db.SuppressionHashes.AsNoTracking().Where(h => chunk.Contains(h.SuppressionId)).ToListAsync(ct))
                .Select(h => (h.SuppressionId, h.Hash)));
        }

        db.SuppressionHashes.AddRange(wanted.Where(w => !held.Contains(w)).Select(w => new SuppressionHash { SuppressionId = w.Id, Hash = w.Hash }));
    }
}
