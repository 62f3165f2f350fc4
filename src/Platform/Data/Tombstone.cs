using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Data;

/// <summary>Remembers that a SubjectId was erased here, so that nothing late can bring the person back.</summary>
public sealed class Tombstone
{
    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>The place of the erasure in the erasure ledger.</summary>
    [NotPersonal]
    public required long LedgerSequence { get; init; }
}

/// <summary>The highest sequence of the erasure ledger that this database has applied; one row.</summary>
[NotPersonal]
public sealed class RoomMark
{
    public int Id { get; init; } = 1;

    public long LedgerSequence { get; set; }

    /// <summary>
    /// Every entry of the ledger up to here has been compared with this database. Behind <see cref="LedgerSequence"/>:
    /// erasures of different people do not end in the order of the ledger.
    /// </summary>
    public long ReplayedTo { get; set; }

    /// <summary>Since when nothing may be sent to people by way of business: a person accepted a ledger older than this room.</summary>
    public DateTimeOffset? SendsOffSince { get; set; }

    /// <summary>Writes dropped because they came for an erased person.</summary>
    public long LateWritesRefused { get; set; }
}
