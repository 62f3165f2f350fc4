using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// What is known of a person beside what the person said, as far as the law on soliciting asks for it: stated by another
/// system or by staff, in the words of the law, and always whole. Its id is its version, as evidence of a decision.
/// </summary>
internal sealed class SubjectFacts : IAboutSubject, IVersioned
{
    public const string DataClass = "consent.facts";

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required Guid Id { get; set; }

    [NotPersonal]
    public required DateTimeOffset StatedAt { get; set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    /// <summary>Who stated it.</summary>
    [NotPersonal]
    public required string StatedBy { get; set; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public string? Country { get; set; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public string? TimeZone { get; set; }

    [PersonalData(DataCategory.Identity, DataClass)]
    public string? Audience { get; set; }

    /// <summary>Whole years when it was stated.</summary>
    [PersonalData(DataCategory.Identity, DataClass)]
    public int? Age { get; set; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public bool? ParentalConsent { get; set; }

    [PersonalData(DataCategory.Contact, DataClass)]
    public string? AddressType { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? PriorCustomer { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? CollectedAtSale { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? SameEntity { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? SimilarProducts { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? OptOutAtCollection { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? OptOutEachMessage { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? Informed { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? FirstMessageCarriesArt14 { get; set; }

    [PersonalData(DataCategory.Identity, DataClass)]
    public bool? RelatedToProfession { get; set; }

    [PersonalData(DataCategory.Choice, DataClass)]
    public bool? Bloctel { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? OngoingContract { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? RelatedToContract { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public int? AttemptsLast30Days { get; set; }

    [PersonalData(DataCategory.Identity, DataClass)]
    public string? Sector { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? CallbackRequestedAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? LastContactFromPersonAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? CollectedBefore { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? InformedOptOut { get; set; }

    /// <summary>Where the data came from, coded: <c>form</c>, <c>sale</c>, <c>event</c>, <c>purchased</c>, <c>partner</c>, <c>public</c>, <c>legacy</c>.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public string? Origin { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? ObtainedAt { get; set; }

    /// <summary>Who handed over a bought or received file.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public string? Supplier { get; set; }

    /// <summary>The partners who would receive the data were named when they were collected.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? PartnersNamed { get; set; }
}
