using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// Takes in a second contact of the same person. What the survivor says stands; the other fills what is missing.
internal sealed partial class Contact
{
    /// <summary>Fields in which the two differ: the survivor's stay, the other's are lost but for the name, which is remembered.</summary>
    public IReadOnlyList<string> DiffersFrom(Contact other) =>
    [
        .. Plain(this).Zip(Plain(other)).Where(p => p.First.Value is not null && p.Second.Value is not null && p.First.Value != p.Second.Value).Select(p => p.First.Field),
        .. other.Attributes.Where(a => Attributes.Exists(own => own.Name == a.Name && own.Value != a.Value)).Select(a => $"attributes.{a.Name}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Fields that the other fills.</summary>
    public IReadOnlyList<string> FilledBy(Contact other) =>
        [.. Plain(this).Zip(Plain(other)).Where(p => p.First.Value is null && p.Second.Value is not null).Select(p => p.First.Field)];

    public ChangeResult Absorb(Contact other, DateTimeOffset now)
    {
        if (other.BirthDate is { } born && BirthDate is { } own && born != own)
        {
            throw new RuleViolation(ContactsErrors.BirthDatesDiffer);
        }

        var result = Apply(FromOther(other), now);
        foreach (var former in other.Identifiers.Where(i => i.Until is not null && !Identifiers.Exists(own => own.Kind == i.Kind && own.Value == i.Value)))
        {
            Identifiers.Add(new ContactIdentifier { ContactId = Id, Kind = former.Kind, Value = former.Value, Since = former.Since, Until = former.Until });
        }

        if (other.NameKey is { Length: <= ContactLimits.Identifier } name && name != NameKey)
        {
            Remember(IdentifierKind.Name, name, now).Until = now;
        }

        Stamp(now);
        return result;
    }

    private ContactChange FromOther(Contact other) => new()
    {
        GivenName = Missing(GivenName, other.GivenName),
        FamilyName = Missing(FamilyName, other.FamilyName),
        Organisation = Missing(Organisation, other.Organisation),
        BirthDate = BirthDate is null && other.BirthDate is not null ? new(other.BirthDate) : default,
        Street = Missing(Street, other.Street),
        PostalCode = Missing(PostalCode, other.PostalCode),
        City = Missing(City, other.City),
        Country = Missing(Country, other.Country),
        Language = Missing(Language, other.Language),
        Audience = Audience is null && other.Audience is not null ? new(other.Audience) : default,
        MoreEmails = other.Current(IdentifierKind.Email).ConvertAll(a => a with { Primary = false }),
        MorePhones = other.Current(IdentifierKind.Phone).ConvertAll(a => a with { Primary = false }),
        Attributes = other.Attributes.Where(a => !Attributes.Exists(own => own.Name == a.Name)).ToDictionary(a => a.Name, a => (string?)a.Value),
        MoreExternalIds = [.. other.ExternalIds],
    };

    private static Given<string> Missing(string? own, string? others) => own is null && others is not null ? new(others) : default;

    private static (string Field, string? Value)[] Plain(Contact c) =>
    [
        ("givenName", c.GivenName), ("familyName", c.FamilyName), ("organisation", c.Organisation), ("birthDate", c.BirthDate?.ToString("O")),
        ("street", c.Street), ("postalCode", c.PostalCode), ("city", c.City), ("country", c.Country), ("language", c.Language), ("audience", c.Audience?.ToString()),
    ];
}
