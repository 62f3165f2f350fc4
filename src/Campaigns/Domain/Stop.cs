using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>
/// A person stopped messages, or a mailbox did. It stops sends from this very transaction; Consent, which owns refusals,
/// is told by the message of the same transaction and keeps it beyond an erasure.
/// </summary>
internal sealed class Stop : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Stops)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Choice, DataClasses.Stops)]
    public required Channel Channel { get; init; }

    /// <summary>Null stops every purpose.</summary>
    [PersonalData(DataCategory.Choice, DataClasses.Stops)]
    public string? Purpose { get; init; }

    [PersonalData(DataCategory.Choice, DataClasses.Stops)]
    public required StopReason Reason { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Stops)]
    public required DateTimeOffset At { get; init; }

    /// <summary>A pause ends by itself.</summary>
    [PersonalData(DataCategory.Choice, DataClasses.Stops)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The person's own later act ended it (START).</summary>
    [PersonalData(DataCategory.Choice, DataClasses.Stops)]
    public DateTimeOffset? ReopenedAt { get; set; }

    /// <summary>The message that it answers.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Stops)]
    public Guid? SendId { get; init; }
}
