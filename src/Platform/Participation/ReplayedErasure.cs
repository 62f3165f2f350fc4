using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Ledger;

namespace Gdpr.Platform.Participation;

/// <summary>
/// People who were erased and whom a restore has brought back. No case file is open any more: they are known by SubjectId,
/// and by the keyed hashes of the ledger where a room keeps records under them.
/// </summary>
public sealed record ReplayedErasure(IReadOnlyList<LedgerRow> Rows)
{
    public IReadOnlyList<SubjectId> Subjects { get; } = [.. Rows.Select(r => r.SubjectId).OfType<SubjectId>().Distinct()];

    /// <summary>The requests that erased them.</summary>
    public IReadOnlyList<Guid> Requests { get; } = [.. Rows.Select(r => r.Reference).Distinct()];

    /// <summary>What this room was told to keep, the same of all of them.</summary>
    public IReadOnlyList<Datum> Kept => Rows[0].Kept;

    /// <summary>The classes of data that were erased; none when it was the whole person, the same of all of them.</summary>
    public IReadOnlyList<string> DataClasses => Rows[0].DataClasses;

    public bool Covers(string dataClass) => DataClasses.Count == 0 || DataClasses.Contains(dataClass);

    public long LedgerSequence => Rows.Max(r => r.Sequence);

    public IEnumerable<LedgerIdentifier> HashesOf(SubjectId subject) => Rows.Where(r => r.SubjectId == subject).SelectMany(r => r.Hashes).Distinct();

    /// <summary>The same question as a request asks, of all of them at once and without identifiers.</summary>
    public ParticipationCase AsCase() =>
        new(Requests[0], RightRequested.Erasure, Subjects, [], Kept, LedgerSequence) { Asked = new RequestDetails { DataClasses = DataClasses } };
}

/// <summary>A participant whose room owns choices (refusals, objections, consents given anew): they too come back from the ledger after a restore.</summary>
public interface IReplaysChoices
{
    /// <summary>Records the choices that are not there; how many.</summary>
    Task<int> ReplayAsync(IReadOnlyList<LedgerRow> choices, CancellationToken ct);
}
