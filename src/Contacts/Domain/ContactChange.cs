namespace Gdpr.Contacts.Domain;

/// <summary>What somebody states about a contact, already read and valid; what is not given stays as it is.</summary>
internal sealed record ContactChange
{
    private static readonly Dictionary<string, string?> NoAttributes = [];

    public Given<string> GivenName { get; init; }

    public Given<string> FamilyName { get; init; }

    public Given<string> Organisation { get; init; }

    public Given<DateOnly?> BirthDate { get; init; }

    public Given<string> Street { get; init; }

    public Given<string> PostalCode { get; init; }

    public Given<string> City { get; init; }

    public Given<string> Country { get; init; }

    public Given<string> Language { get; init; }

    public Given<Audience?> Audience { get; init; }

    /// <summary>The whole list, as the API states it.</summary>
    public Given<IReadOnlyList<Address>> Emails { get; init; }

    public Given<IReadOnlyList<Address>> Phones { get; init; }

    /// <summary>The main address alone, as a column of a file states it; other addresses stay.</summary>
    public Address? Email { get; init; }

    public Address? Phone { get; init; }

    /// <summary>Further addresses, as further columns of a file state them: added to those known.</summary>
    public IReadOnlyList<Address> MoreEmails { get; init; } = [];

    public IReadOnlyList<Address> MorePhones { get; init; } = [];

    /// <summary>Merged by name; null removes.</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = NoAttributes;

    /// <summary>Normalised, added to those known.</summary>
    public string? ExternalId { get; init; }

    public IReadOnlyList<string> MoreExternalIds { get; init; } = [];

    public IEnumerable<string> ExternalIds => ExternalId is null ? MoreExternalIds : MoreExternalIds.Prepend(ExternalId);

    /// <summary>Nothing by which the contact could ever be found again.</summary>
    public bool SaysNothing =>
        string.IsNullOrEmpty(GivenName.Value) && string.IsNullOrEmpty(FamilyName.Value) && string.IsNullOrEmpty(Organisation.Value)
        && Emails.Value is not { Count: > 0 } && Phones.Value is not { Count: > 0 } && Email is null && Phone is null && ExternalId is null;
}
