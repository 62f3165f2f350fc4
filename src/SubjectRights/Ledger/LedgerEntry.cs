using Gdpr.Kernel;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Ledger;

/// <summary>One erasure or one choice of a person; never changed, and it outlives every restore.</summary>
internal sealed class LedgerEntry
{
    [NotPersonal]
    public long Sequence { get; init; }

    [NotPersonal]
    public required LedgerKind Kind { get; init; }

    /// <summary>Null when the person had no SubjectId: erased by identifier at third parties, or only an address refused.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    /// <summary>The request that erased, or the act that refused.</summary>
    [NotPersonal]
    public required Guid Reference { get; init; }

    [NotPersonal]
    public required string Scope { get; init; }

    /// <summary>What each participant was told to keep, as coded data by target in JSON; null for a choice.</summary>
    [NotPersonal]
    public string? Kept { get; init; }

    /// <summary>The choice, or the ground of a restriction, in codes as JSON; null for an erasure and for the end of a restriction.</summary>
    [PersonalData(DataCategory.Choice)]
    public string? Choice { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }
}

/// <summary>Keyed hash of an identifier of an erased person: an import that brings it back is recognised.</summary>
internal sealed class LedgerHash
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Kernel.Identifiers.IdentifierKind Kind { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Hash { get; init; }

    [NotPersonal]
    public required Guid Reference { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }
}

/// <summary>Keyed hash under which a choice is known, so that it finds the person again whoever they are by then.</summary>
internal sealed class ChoiceHash
{
    [NotPersonal]
    public required Guid Reference { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Hash { get; init; }
}
