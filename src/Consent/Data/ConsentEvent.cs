using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>One thing a person said about a purpose, with its proof (Art. 7(1)); appended, never changed. Its id is the receipt.</summary>
internal sealed class ConsentEvent : IAboutSubject
{
    public const string DataClass = "consent.events";

    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required string Purpose { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required Channel Channel { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required ConsentDecision Decision { get; init; }

    /// <summary>The notice that the person saw; without one a consent has no proof.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public Guid? NoticeId { get; init; }

    /// <summary>How it was said, e.g. <c>form</c> or <c>phone</c>; <c>import</c> is never the person's own act.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public required string Method { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required DateTimeOffset At { get; init; }

    [NotPersonal]
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What else proves it, as JSON.</summary>
    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? Evidence { get; init; }

    /// <summary>The first step of a double opt-in; this event is then the second.</summary>
    [NotPersonal]
    public Guid? FirstStepId { get; init; }

    /// <summary>When the address was confirmed, of a double opt-in made elsewhere.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Who of the staff heard it, when it was said and not clicked.</summary>
    [NotPersonal]
    public string? Operator { get; init; }

    /// <summary>The person expressly agreed to calls outside the hours of the law.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public bool OutOfHours { get; init; }

    /// <summary>The box was ticked beforehand: recorded as it was, and no consent.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public bool Prechecked { get; init; }

    /// <summary>Somebody else collected it.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool Partner { get; init; }

    /// <summary>That somebody named us when asking.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool RecipientsNamed { get; init; }

    [NotPersonal]
    public string? ControllerId { get; init; }

    /// <summary>The person's own act, with what they read (Art. 7(1)): such a consent alone ends a refusal.</summary>
    public bool IsOwnAndProven => Method != Methods.Import && NoticeId is not null && !Prechecked && (!Partner || RecipientsNamed);
}
