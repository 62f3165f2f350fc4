using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

/// <summary>An id that was found to be another person's second one: whoever still uses it means the survivor.</summary>
internal sealed class MergedContact : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid AbsorbedId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required Guid SurvivorId { get; set; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    SubjectId IAboutSubject.SubjectId => new(SurvivorId);
}
