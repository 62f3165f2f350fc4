using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>
/// One message of a campaign to one person: the decision that allowed or refused it, the intent written before the medium
/// was touched, and the result. The address is fetched when it is sent and never stored.
/// </summary>
internal sealed class Send : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public required Guid CampaignId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Sends)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public SendState State { get; set; }

    /// <summary>The code of the decision, or of what went wrong.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public string? Code { get; set; }

    /// <summary>The rule of law behind the decision.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public string? RuleId { get; set; }

    /// <summary>Ids of the consent events or refusals that the decision rests on.</summary>
    [PersonalData(DataCategory.Pseudonym, DataClasses.Sends)]
    public string? Evidence { get; set; }

    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>True for the other subject of an A/B test.</summary>
    [NotPersonal]
    public bool VariantB { get; init; }

    /// <summary>The part of the address after the @: throttles and bounces are counted by it.</summary>
    [PersonalData(DataCategory.Contact, DataClasses.Sends)]
    public string? Domain { get; set; }

    [NotPersonal]
    public int Attempts { get; set; }

    [NotPersonal]
    public DateTimeOffset AvailableAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public DateTimeOffset? StartedAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClasses.Sends)]
    public DateTimeOffset? SentAt { get; set; }

    [PersonalData(DataCategory.Choice, DataClasses.Sends)]
    public DateTimeOffset? UnsubscribedAt { get; set; }

    /// <summary>The id that a provider gave it.</summary>
    [PersonalData(DataCategory.Pseudonym, DataClasses.Sends)]
    public string? ProviderId { get; set; }
}
