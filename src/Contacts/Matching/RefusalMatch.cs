using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;

namespace Gdpr.Contacts.Matching;

/// <summary>A person about to be written, with the keyed hashes, under every key, of the identifiers that are new for them.</summary>
internal sealed record Newcomer(SubjectId SubjectId, IReadOnlyList<string> Hashes);

/// <summary>A room that must be asked before people are written does not answer; nothing was written.</summary>
internal sealed class RoomOutOfReach(string room) : HttpRequestException("ROOM_OUT_OF_REACH")
{
    public string Room { get; } = room;
}

/// <summary>
/// Asks, by keyed hashes and outside any transaction, whether newcomers were erased (SubjectRights) or have refused
/// (Consent): what was said once outlives every import, upsert and sync.
/// </summary>
internal sealed class RefusalMatch(RoomHttp rooms, IdentifierHasher hasher)
{
    private const string Caller = "contacts";
    private const int MostHashes = 10_000;
    private const int MostHashesEach = 100;
    private const int MostItems = 1000;

    public Newcomer Newcomer(SubjectId subject, IEnumerable<Identifier> identifiers) =>
        new(subject, [.. identifiers.Where(i => i.Kind != IdentifierKind.Name).SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString())]);

    /// <summary>Those of whom an identifier was erased, with the latest time.</summary>
    public async Task<IReadOnlyDictionary<SubjectId, DateTimeOffset>> ErasedAsync(IReadOnlyList<Newcomer> newcomers, CancellationToken ct)
    {
        var owners = newcomers.SelectMany(n => n.Hashes.Select(h => (Hash: h, n.SubjectId))).ToLookup(p => p.Hash, p => p.SubjectId);
        var erased = new Dictionary<SubjectId, DateTimeOffset>();
        foreach (var hashes in owners.Select(o => o.Key).Chunk(MostHashes))
        {
            var answer = await AskAsync<Erasures>("subject-rights", "internal/subject-rights/erasures/match", new { hashes }, ct);
            foreach (var (subject, at) in answer.Erased.SelectMany(e => owners[e.Hash].Select(s => (s, e.ErasedAt))))
            {
                erased[subject] = erased.TryGetValue(subject, out var known) && known > at ? known : at;
            }
        }

        return erased;
    }

    /// <summary>Lets Consent bind its refusals to the newcomers, before their rows exist.</summary>
    public async Task BindRefusalsAsync(IReadOnlyList<Newcomer> newcomers, CancellationToken ct)
    {
        var items = newcomers.SelectMany(n => n.Hashes.Chunk(MostHashesEach).Select(hashes => new { n.SubjectId, hashes }));
        foreach (var batch in items.Chunk(MostItems))
        {
            await AskAsync<Suppressions>("consent", "internal/consent/suppressions/match", new { items = batch }, ct);
        }
    }

    private async Task<T> AskAsync<T>(string room, string path, object body, CancellationToken ct)
        where T : class
    {
        try
        {
            return await rooms.PostAsync<T>(Caller, room, path, body, ct);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or Polly.ExecutionRejectedException or OperationCanceledException
            && !ct.IsCancellationRequested)
        {
            throw new RoomOutOfReach(room);
        }
    }

    private sealed record Erasures(IReadOnlyList<Erasure> Erased);

    private sealed record Erasure(string Hash, DateTimeOffset ErasedAt);

    private sealed record Suppressions(IReadOnlyList<SubjectId> Suppressed);
}
