namespace Gdpr.Contacts.Domain;

/// <summary>What somebody states about a contact, already read and valid; what is not given stays as it is.</summary>
internal sealed record ContactChange
{
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

    /// <summary>Merged by name; null removes.</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();

    /// <summary>Normalised, added to those known.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Nothing by which the contact could ever be found again.</summary>
    public bool SaysNothing =>
        string.IsNullOrEmpty(GivenName.Value) && string.IsNullOrEmpty(FamilyName.Value) && string.IsNullOrEmpty(Organisation.Value)
        && Emails.Value is not { Count: > 0 } && Phones.Value is not { Count: > 0 } && Email is null && Phone is null && ExternalId is null;
}
