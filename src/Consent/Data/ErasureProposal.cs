using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>Nothing is left on which data of somebody rest (Arts. 5(1)(e), 17(1)(b)): their erasure is proposed, and a person decides.</summary>
internal sealed class ErasureProposal : IAboutSubject, IVersioned
{
    public const string DataClass = "consent.proposals";

    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required ProposalCause Cause { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required string Purpose { get; init; }

    /// <summary>Separated by commas; null for everything held.</summary>
    [NotPersonal]
    public string? DataClasses { get; init; }

    [NotPersonal]
    public required DateTimeOffset ProposedAt { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public ProposalOutcome? Outcome { get; set; }

    [NotPersonal]
    public DateTimeOffset? DecidedAt { get; set; }

    [NotPersonal]
    public string? DecidedBy { get; set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? Reason { get; set; }

    /// <summary>The request that carries the erasure out.</summary>
    [NotPersonal]
    public Guid? RequestId { get; set; }

    [NotPersonal]
    public int Version { get; set; } = 1;
}
