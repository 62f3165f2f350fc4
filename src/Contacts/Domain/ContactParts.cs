using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

/// <summary>An e-mail address of a contact, as it was given.</summary>
internal sealed class ContactEmail : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    [NotPersonal]
    public required int Position { get; init; }

    [PersonalData(DataCategory.Contact, DataClasses.Email)]
    public required string Value { get; set; }

    [NotPersonal]
    public string? Type { get; set; }

    [NotPersonal]
    public bool Primary { get; set; }

    [NotPersonal]
    public bool Verified { get; set; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}

/// <summary>A phone of a contact, as it was given.</summary>
internal sealed class ContactPhone : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    [NotPersonal]
    public required int Position { get; init; }

    [PersonalData(DataCategory.Contact, DataClasses.Phone)]
    public required string Value { get; set; }

    [NotPersonal]
    public string? Type { get; set; }

    [NotPersonal]
    public bool Primary { get; set; }

    [NotPersonal]
    public bool Verified { get; set; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}

/// <summary>A field that the company added for itself.</summary>
internal sealed class ContactAttribute : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    [NotPersonal]
    public required string Name { get; init; }

    [PersonalData(DataCategory.FreeText, DataClasses.Attributes)]
    public required string Value { get; set; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}

/// <summary>Every identifier ever known of a contact, normalised: what a request about the person is searched by.</summary>
internal sealed class ContactIdentifier : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    [NotPersonal]
    public required IdentifierKind Kind { get; init; }

    [PersonalData(DataCategory.Contact, DataClasses.Identifier)]
    public required string Value { get; init; }

    [NotPersonal]
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ceased to be the contact's; it stays an identifier of theirs.</summary>
    [NotPersonal]
    public DateTimeOffset? Until { get; set; }

    /// <summary>The external id while it is current: unique, so that one external id is one contact.</summary>
    [PersonalData(DataCategory.Contact, DataClasses.ExternalId)]
    public string? UniqueKey { get; set; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}

/// <summary>Where the fields written at one moment came from (Arts. 14(2)(f), 15(1)(g)).</summary>
internal sealed class FieldOrigin : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    /// <summary>Names of our fields, separated by spaces.</summary>
    [NotPersonal]
    public required string Fields { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public required string Origin { get; init; }

    [PersonalData(DataCategory.FreeText, DataClasses.Origin)]
    public string? Detail { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public required OwnAct Act { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public required DateTimeOffset ObtainedAt { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public Provenance? Provenance { get; init; }

    /// <summary>Who handed over what was bought or received.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public string? Supplier { get; init; }

    /// <summary>Whether we were named to the person when they gave it.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Origin)]
    public bool? PartnersNamed { get; init; }

    [NotPersonal]
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The import that wrote them; null for the API.</summary>
    [NotPersonal]
    public Guid? ImportId { get; init; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}

/// <summary>What staff wrote down about a contact.</summary>
internal sealed class ContactNote : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required Guid ContactId { get; init; }

    [PersonalData(DataCategory.FreeText, DataClasses.Notes)]
    public required string Text { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Author { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    SubjectId IAboutSubject.SubjectId => new(ContactId);
}
