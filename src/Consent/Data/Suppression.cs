using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// One act of refusing: objection, withdrawal, refusal, complaint, bounce. It is known under SubjectIds and under keyed
/// hashes; erasure takes the SubjectIds away and leaves the hashes, so that the refusal outlives the person's data.
/// </summary>
internal sealed class Suppression
{
    public const string DataClass = "consent.suppressions";

    /// <summary>The receipt of the consent event that caused it, when there was one.</summary>
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required Channel Scope { get; init; }

    /// <summary>Null refuses every purpose.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public string? Purpose { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required SuppressionReason Reason { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required DateTimeOffset At { get; init; }

    [NotPersonal]
    public required DateTimeOffset RecordedAt { get; init; }

    [NotPersonal]
    public string? ControllerId { get; init; }

    /// <summary>The request by which the person objected: repeated, it adds nothing; another one objects anew.</summary>
    [NotPersonal]
    public Guid? RequestId { get; init; }
}

/// <summary>A suppression is recognised by this keyed hash, whoever the person is by then.</summary>
internal sealed class SuppressionHash
{
    [NotPersonal]
    public required Guid SuppressionId { get; init; }

    /// <summary><c>keyId:value</c>.</summary>
    [PersonalData(DataCategory.Pseudonym, Suppression.DataClass)]
    public required string Hash { get; init; }
}

/// <summary>This person stands under that suppression.</summary>
internal sealed class SuppressionSubject : IAboutSubject
{
    public const string DataClass = "consent.links";

    [NotPersonal]
    public required Guid SuppressionId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>False when it was the person's own act, true when only an identifier is the same.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public required bool Matched { get; init; }
}
