using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Domain;

/// <summary>A litigation hold as Governance announced it: about a person, or about one record of this room.</summary>
internal sealed class KnownHold
{
    [NotPersonal]
    public required Guid HoldId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public Guid? RecordId { get; init; }

    [NotPersonal]
    public DateOnly ReviewDate { get; set; }

    [NotPersonal]
    public int Revision { get; set; }

    /// <summary>Final: an announcement that comes late does not bring a released hold back.</summary>
    [NotPersonal]
    public bool Released { get; set; }
}

/// <summary>A hold that stands now, as a decision needs it.</summary>
internal sealed record StandingHold(Guid HoldId, SubjectId? SubjectId, Guid? RecordId, DateOnly ReviewDate)
{
    public const string Ground = "17(3)(e):LITIGATION";

    public bool Keeps(SubjectId subject, Guid record) => SubjectId == subject || RecordId == record;
}
