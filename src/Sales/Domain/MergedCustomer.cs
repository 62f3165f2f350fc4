using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Domain;

/// <summary>A second id of one customer: what was written under it stays there, and is listed with the rest.</summary>
internal sealed class MergedCustomer : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId Absorbed { get; init; }

    /// <summary>The last survivor, however many merges lie between.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId Survivor { get; set; }

    SubjectId IAboutSubject.SubjectId => Survivor;
}
