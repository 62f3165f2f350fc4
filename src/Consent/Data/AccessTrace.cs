using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// From where one step of a consent was made. It helps only while somebody may say "that was not me", so it is kept apart
/// from the proof and goes on its date (Art. 5(1)(c), (e)).
/// </summary>
internal sealed class AccessTrace : IAboutSubject
{
    public const string DataClass = "consent.access-traces";

    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required Guid EventId { get; init; }

    /// <summary>1 the form, 2 the confirmation.</summary>
    [NotPersonal]
    public required int Step { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required DateTimeOffset At { get; init; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public string? Ip { get; init; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public string? UserAgent { get; init; }

    [NotPersonal]
    public required DateTimeOffset EraseAt { get; init; }
}
