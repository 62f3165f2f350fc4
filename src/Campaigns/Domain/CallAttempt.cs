using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>One call to one person, written before the number is shown: how many there were in thirty days is what the law counts (C. conso D223-9).</summary>
internal sealed class CallAttempt : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Calls)]
    public required Guid SendId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Calls)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Calls)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What came of it, as a code; null while the call is open.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Calls)]
    public string? Outcome { get; set; }
}
