using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Matching;

/// <summary>A room that must be asked before records are written does not answer; nothing was written.</summary>
internal sealed class RoomOutOfReach(string room) : HttpRequestException("ROOM_OUT_OF_REACH")
{
    public string Room { get; } = room;
}

/// <summary>Who an identifier means.</summary>
/// <param name="ErasedAt">When somebody with this identifier was last erased.</param>
internal sealed record FoundCustomer(IReadOnlyList<SubjectId> SubjectIds, bool Malformed, DateTimeOffset? ErasedAt)
{
    public RuleError? Broken => Malformed ? SalesErrors.CustomerMalformed
        : SubjectIds.Count > 1 ? SalesErrors.CustomerAmbiguous
        : SubjectIds.Count == 0 ? SalesErrors.CustomerUnknown
        : null;
}

/// <summary>Name and address of a buyer, as Contacts knows them at this moment.</summary>
internal sealed record KnownBuyer(SubjectId SubjectId, string? Name, string? Street, string? PostalCode, string? City, string? Country);

/// <summary>Finds people through Contacts, in batches and outside any transaction; nothing identifying is stored on the way.</summary>
internal sealed class Customers(RoomHttp rooms, IdentifierHasher hasher)
{
    private const string Caller = "sales";
    private const int Most = 1000;

    /// <summary>Answers in the order asked; what Contacts does not know may belong to somebody erased, which only the ledger can tell.</summary>
    public async Task<IReadOnlyList<FoundCustomer>> FindAsync(IReadOnlyList<Identifier> asked, CancellationToken ct)
    {
        var items = new List<Item>(asked.Count);
        foreach (var batch in asked.Chunk(Most))
        {
            var identifiers = batch.Select(i => new CaseIdentifier(i.Kind, i.Value)).ToArray();
            items.AddRange((await AskAsync<Matches>("contacts", "internal/contacts/subjects/match", new { identifiers }, ct)).Items);
        }

        var erased = await ErasedAsync([.. asked.Zip(items).Where(p => p.Second.Normalised is not null).Select(p => p.First with { Value = p.Second.Normalised! })], ct);
        return
        [
            .. asked.Zip(items).Select(p => new FoundCustomer(
                p.Second.SubjectIds,
                p.Second.Normalised is null,
                p.Second.Normalised is { } value && erased.TryGetValue(p.First with { Value = value }, out var at) ? at : null)),
        ];
    }

    /// <summary>Who is unknown to Contacts is absent from the answer.</summary>
    public async Task<IReadOnlyDictionary<SubjectId, KnownBuyer>> BuyersAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        var known = new Dictionary<SubjectId, KnownBuyer>();
        foreach (var subjectIds in subjects.Distinct().Chunk(Most))
        {
            foreach (var buyer in (await AskAsync<Buyers>("contacts", "internal/contacts/subjects/buyers", new { subjectIds }, ct)).Items)
            {
                known[buyer.SubjectId] = buyer;
            }
        }

        return known;
    }

    private async Task<Dictionary<Identifier, DateTimeOffset>> ErasedAsync(IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var owners = identifiers.Distinct().SelectMany(i => hasher.HashWithEveryKey(i).Select(h => (Hash: h.ToString(), Identifier: i))).ToLookup(p => p.Hash, p => p.Identifier);
        var erased = new Dictionary<Identifier, DateTimeOffset>();
        foreach (var hashes in owners.Select(o => o.Key).Chunk(10_000))
        {
            var answer = await AskAsync<Erasures>("subject-rights", "internal/subject-rights/erasures/match", new { hashes }, ct);
            foreach (var (identifier, at) in answer.Erased.SelectMany(e => owners[e.Hash].Select(i => (i, e.ErasedAt))))
            {
                erased[identifier] = erased.TryGetValue(identifier, out var known) && known > at ? known : at;
            }
        }

        return erased;
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

    private sealed record Matches(IReadOnlyList<Item> Items);

    private sealed record Item(string? Normalised, IReadOnlyList<SubjectId> SubjectIds);

    private sealed record Buyers(IReadOnlyList<KnownBuyer> Items);

    private sealed record Erasures(IReadOnlyList<Erasure> Erased);

    private sealed record Erasure(string Hash, DateTimeOffset ErasedAt);
}
