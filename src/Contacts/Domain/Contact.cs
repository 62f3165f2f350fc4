using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

/// <summary>Somebody we know: a person, whose id is their SubjectId everywhere, or an organisation.</summary>
internal sealed partial class Contact : IAboutSubject, IVersioned
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required ContactKind Kind { get; init; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? GivenName { get; private set; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? FamilyName { get; private set; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? Organisation { get; private set; }

    /// <summary>"given family", or the organisation's name, as it is searched.</summary>
    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? NameKey { get; private set; }

    /// <summary>"family given", as it is searched.</summary>
    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? FamilyKey { get; private set; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public DateOnly? BirthDate { get; private set; }

    [PersonalData(DataCategory.Contact, DataClasses.Address)]
    public string? Street { get; private set; }

    [PersonalData(DataCategory.Contact, DataClasses.Address)]
    public string? PostalCode { get; private set; }

    [PersonalData(DataCategory.Contact, DataClasses.Address)]
    public string? City { get; private set; }

    [PersonalData(DataCategory.Contact, DataClasses.Address)]
    public string? Country { get; private set; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public string? Language { get; private set; }

    [PersonalData(DataCategory.Identity, DataClasses.Identity)]
    public Audience? Audience { get; private set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    [NotPersonal]
    public DateTimeOffset ChangedAt { get; private set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    public List<ContactEmail> Emails { get; } = [];

    public List<ContactPhone> Phones { get; } = [];

    public List<ContactAttribute> Attributes { get; } = [];

    public List<ContactIdentifier> Identifiers { get; } = [];

    public bool IsPerson => Kind == ContactKind.Person;

    SubjectId IAboutSubject.SubjectId => new(Id);

    /// <summary>The external ids that are the contact's now.</summary>
    public IEnumerable<string> ExternalIds =>
        Identifiers.Where(i => i.Kind == IdentifierKind.ExternalId && i.Until is null).Select(i => i.Value).Order(StringComparer.Ordinal);

    public static string ShownExternalId(string normalised) =>
        normalised.StartsWith(ContactText.DefaultSystem + ":", StringComparison.Ordinal) ? normalised[(ContactText.DefaultSystem.Length + 1)..] : normalised;
}
