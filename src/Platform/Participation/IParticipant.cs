using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.FreeText;

namespace Gdpr.Platform.Participation;

/// <summary>One request as a participant sees it while the request is open.</summary>
/// <param name="Subjects">The person's id and every alias; empty when Contacts knows nobody.</param>
/// <param name="Identifiers">Every identifier ever known, normalised, from the case file. Never stored, never logged.</param>
/// <param name="Plan">The approved data; empty while locating.</param>
/// <param name="LedgerSequence">Place of the erasure in the ledger, when there is one.</param>
public sealed record ParticipationCase(
    Guid RequestId,
    RightRequested Right,
    IReadOnlyList<SubjectId> Subjects,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyList<Datum> Plan,
    long? LedgerSequence)
{
    /// <summary>What exactly is asked: corrections, grounds, scope.</summary>
    public RequestDetails Asked { get; init; } = RequestDetails.None;

    /// <summary>When the request came; null where nobody said.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>An erasure of some classes of data only: the person stays.</summary>
    public bool IsPart => Right == RightRequested.Erasure && Asked.DataClasses.Count > 0;

    /// <summary>Whether an erasure covers data of this class; of the other rights participants know their own answer.</summary>
    public bool Covers(string dataClass) => !IsPart || Asked.DataClasses.Contains(dataClass);

    /// <summary>Only what an erasure of some classes covers.</summary>
    public IReadOnlyList<Datum> Within(IReadOnlyList<Datum> data) => IsPart ? [.. data.Where(d => Covers(d.DataClass))] : data;

    /// <summary>What staff decided about words that name the person.</summary>
    public IReadOnlyList<TextDecision> Texts { get; init; } = [];

    /// <summary>Ground of what is handed out but was changed before this room knew of the request: the reviewer and the person are told.</summary>
    public const string ChangedAfterReceipt = "15:CHANGED_AFTER_RECEIPT";
}

/// <summary>What a search found: coded data, and identifiers of the person that the case file did not know yet.</summary>
public sealed record Findings(IReadOnlyList<Datum> Data, IReadOnlyList<Identifier> NewIdentifiers)
{
    public static Findings Of(params IReadOnlyList<Datum> data) => new(data, []);
}

/// <summary>One table of a person's data as it is handed out: column names and rows of plain values.</summary>
public sealed record ExportTable(
    string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, string DataClass, string LegalBasis)
{
    /// <summary>When this was the state; null when nothing was changed since the request came.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When it was changed after the request came and before this room knew of it: what stood then is not known.</summary>
    public DateTimeOffset? ChangedAfterReceipt { get; init; }
}

/// <summary>
/// What every room that stores people answers: locate, carry out (access, rectify, erase) and verify. Platform keeps phases
/// idempotent, restricts (Art. 18) and reports; the room only knows its own data.
/// </summary>
public interface IParticipant
{
    /// <summary>The rights that concern what this room holds; asked for another, it has nothing to do.</summary>
    IReadOnlyCollection<RightRequested> Answers => [RightRequested.Access, RightRequested.Portability, RightRequested.Erasure];

    /// <summary>Says what is held and what would be done with it; changes nothing.</summary>
    Task<Findings> LocateAsync(ParticipationCase @case, CancellationToken ct);

    /// <summary>Does what was approved and says what was done. Erasing goes through <c>db.EraseAsync(case, ...)</c>.</summary>
    Task<IReadOnlyList<Datum>> CarryOutAsync(ParticipationCase @case, CancellationToken ct);

    /// <summary>
    /// Searches again by every identifier, independently of what <see cref="CarryOutAsync"/> believes: what is rightly
    /// kept with <see cref="Outcome.Kept"/>, what should be gone but is there with <see cref="Outcome.None"/> and its count.
    /// </summary>
    Task<IReadOnlyList<Datum>> VerifyAsync(ParticipationCase @case, CancellationToken ct);

    /// <summary>The person's data for access (15) or, only what was provided or observed under consent or contract, portability (20).</summary>
    Task<IReadOnlyList<ExportTable>> ExportAsync(ParticipationCase @case, CancellationToken ct);

    /// <summary>
    /// Erases again, by SubjectId alone and many at once, those whom a restore has brought back: what the law keeps is kept
    /// as it was. Goes through <c>db.EraseAsync(erased, ...)</c>; what stands already is no mistake.
    /// </summary>
    Task ReplayAsync(ReplayedErasure erased, CancellationToken ct);
}
