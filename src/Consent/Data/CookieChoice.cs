using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// What somebody chose on a banner: which version of it, when, and each purpose. It says nothing of who, where from or with
/// which browser; only the device that accepted something knows its id.
/// </summary>
internal sealed class CookieChoice
{
    public const string DataClass = "consent.cookie-choices";

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required string Banner { get; init; }

    [NotPersonal]
    public required int Version { get; init; }

    /// <summary>In which it was read; null for a refusal that a site told of.</summary>
    [NotPersonal]
    public string? Language { get; init; }

    /// <summary>Codes of purposes, separated by commas.</summary>
    [PersonalData(DataCategory.Choice, DataClass)]
    public required string Accepted { get; init; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public required string Refused { get; init; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required DateTimeOffset At { get; init; }

    [NotPersonal]
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Whose choice it was, known since a sign-in.</summary>
internal sealed class CookieTie : IAboutSubject
{
    [NotPersonal]
    public required Guid ChoiceId { get; init; }

    [PersonalData(DataCategory.Pseudonym, CookieChoice.DataClass)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>Whether the choice was made in a session of the person.</summary>
    [NotPersonal]
    public required bool SignedIn { get; init; }

    [PersonalData(DataCategory.Interaction, CookieChoice.DataClass)]
    public required DateTimeOffset At { get; init; }
}
