using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;

namespace Gdpr.Platform.Ledger;

/// <summary>What an entry of the erasure ledger is about.</summary>
public enum LedgerKind
{
    /// <summary>A person was erased (Art. 17).</summary>
    Erasure,

    /// <summary>A person refused, objected, withdrew, or consented anew after that (Arts. 7(3), 21).</summary>
    Choice,

    /// <summary>Processing of a person's data was limited to storage (Art. 18).</summary>
    Restriction,

    /// <summary>That ended, after the person had been told (Art. 18(3)).</summary>
    RestrictionLifted,
}

/// <summary>A keyed hash of an identifier; the kind is not known of every one.</summary>
public sealed record LedgerIdentifier(IdentifierKind? Kind, string Hash);

/// <summary>What a person chose, in codes; <paramref name="Act"/> is <c>given</c> or the reason of a refusal.</summary>
public sealed record LedgerChoice(string Act, string Channel, string? Purpose, DateTimeOffset At, Guid? NoticeId, string? Method, string? ControllerId);

/// <summary>One entry as it is handed to a room that compares itself with the ledger.</summary>
/// <param name="Reference">The request that erased, or the act that refused.</param>
/// <param name="SubjectId">Null when only an identifier was known.</param>
/// <param name="Scope"><c>all</c>, or the classes of data that were erased, with commas between them.</param>
/// <param name="Running">The request is still being carried out at this room: it will be asked by it, with all identifiers.</param>
/// <param name="Kept">What this room was told to keep.</param>
/// <param name="Hashes">For the rooms that keep records under them; empty for the others.</param>
public sealed record LedgerRow(
    long Sequence,
    LedgerKind Kind,
    Guid Reference,
    SubjectId? SubjectId,
    string Scope,
    DateTimeOffset At,
    bool Running,
    IReadOnlyList<Datum> Kept,
    IReadOnlyList<LedgerIdentifier> Hashes,
    LedgerChoice? Choice)
{
    public const string WholePerson = "all";

    /// <summary>Of a restriction: why.</summary>
    public RestrictionGround? Ground { get; init; }

    /// <summary>What an erasure or a restriction was limited to; none when it is the whole person.</summary>
    public IReadOnlyList<string> DataClasses => Scope == WholePerson ? [] : Scope.Split(',');
}

/// <summary>A page of the ledger. <paramref name="Head"/> was read before the items; <paramref name="Next"/> is null at the end.</summary>
public sealed record LedgerPage(long Head, IReadOnlyList<LedgerRow> Items, long? Next);
