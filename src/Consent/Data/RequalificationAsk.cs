using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>One person in a requalification: the decision that opened the way, when they were asked, and what came of it.</summary>
internal sealed class RequalificationAsk : IAboutSubject
{
    public const string DataClass = "consent.requalifications";

    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required Guid RunId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required AskingRoute Route { get; init; }

    /// <summary>The code of the decision at that moment.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public required string Code { get; init; }

    /// <summary>The event of the request, which its link confirms; none while a letter has not left.</summary>
    [NotPersonal]
    public Guid? EventId { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? AskedAt { get; set; }

    [NotPersonal]
    public DateTimeOffset? AnswerBy { get; set; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public AskOutcome Outcome { get; set; }
}
