using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Audit;

/// <summary>One audit entry in its place in the room's chain: its digest covers the entry and everything before it (Art. 5(2)).</summary>
[NotPersonal]
public sealed class AuditSeal
{
    /// <summary>Rises by one, without gaps.</summary>
    public required long Sequence { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>SHA-256 in hex over the previous digest, the sequence and the entry.</summary>
    public required string Digest { get; init; }
}

/// <summary>The end of the room's chain, and which process of the room may lengthen it; one row.</summary>
[NotPersonal]
public sealed class AuditChain
{
    public int Id { get; init; } = 1;

    public long Sequence { get; set; }

    public string Digest { get; set; } = AuditDigest.Genesis;

    public Guid Holder { get; set; }

    public DateTimeOffset LeasedUntil { get; set; }
}
