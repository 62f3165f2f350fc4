using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>A second id of one person: what was sent to it and refused under it counts for the first too. No row is rewritten.</summary>
internal sealed class MergedPerson : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId Absorbed { get; init; }

    /// <summary>The last survivor, however many merges lie between.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId Survivor { get; set; }

    SubjectId IAboutSubject.SubjectId => Survivor;
}
