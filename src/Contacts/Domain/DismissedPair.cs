using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

/// <summary>Somebody looked at two contacts and said that they are not the same: they are not proposed again.</summary>
internal sealed class DismissedPair : IAboutSubject
{
    /// <summary>The lesser of the two ids.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid FirstId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required Guid SecondId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Actor { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    SubjectId IAboutSubject.SubjectId => new(FirstId);
}
