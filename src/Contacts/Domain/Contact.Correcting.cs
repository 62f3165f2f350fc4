using Gdpr.Kernel.Identifiers;
using Gdpr.Kernel.Rights;

namespace Gdpr.Contacts.Domain;

// Corrections that a person asked for (Art. 16): read as a change, and checked afterwards against what is stored.
internal sealed partial class Contact
{
    /// <summary>The change that makes the contact say what the person says; throws the rule that a value breaks.</summary>
    public ContactChange Correct(IReadOnlyList<DatumChange> corrections, string country, DateOnly today) =>
        corrections.Aggregate(new ContactChange(), (change, c) => Correct(change, c, country, today));

    /// <summary>Whether the contact already says what the correction wants, and no longer what it corrects.</summary>
    public bool Says(DatumChange correction, string country, DateOnly today)
    {
        if (KindOf(correction.Datum) is { } kind)
        {
            var held = Current(kind).ConvertAll(a => a.Normalised);
            var (from, to) = (Read(kind, correction.From, country), Read(kind, correction.To, country));
            return (to is null || held.Contains(to.Normalised)) && (from is null || from.Normalised == to?.Normalised || !held.Contains(from.Normalised));
        }

        return Correct([correction], country, today) is var wanted && Stated(correction.Datum, wanted) == Held(correction.Datum);
    }

    public static string ClassOf(string datum) => datum switch
    {
        "email" => DataClasses.Email,
        "phone" => DataClasses.Phone,
        "street" or "postalCode" or "city" or "country" => DataClasses.Address,
        _ when datum.StartsWith(CorrectableFields.AttributePrefix, StringComparison.Ordinal) => DataClasses.Attributes,
        _ => DataClasses.Identity,
    };

    private ContactChange Correct(ContactChange change, DatumChange c, string country, DateOnly today) => c.Datum switch
    {
        "givenName" => change with { GivenName = ContactText.Text(c.To) },
        "familyName" => change with { FamilyName = ContactText.Text(c.To) },
        "organisation" => change with { Organisation = ContactText.Text(c.To) },
        "birthDate" => change with { BirthDate = ContactText.Date(c.To, ["yyyy-MM-dd"], today) },
        "street" => change with { Street = ContactText.Text(c.To) },
        "postalCode" => change with { PostalCode = ContactText.Text(c.To) },
        "city" => change with { City = ContactText.Text(c.To) },
        "country" => change with { Country = ContactText.Country(c.To) },
        "language" => change with { Language = ContactText.Language(c.To) },
        "email" => change with { Emails = new(Replaced(IdentifierKind.Email, change.Emails, c, country)) },
        "phone" => change with { Phones = new(Replaced(IdentifierKind.Phone, change.Phones, c, country)) },
        _ => change with { Attributes = new Dictionary<string, string?>(change.Attributes) { [AttributeOf(c.Datum)] = ContactText.Text(c.To, ContactLimits.AttributeValue) } },
    };

    // What is corrected keeps its place; what completes comes last, unless it is the first of its kind.
    private List<Address> Replaced(IdentifierKind kind, Given<IReadOnlyList<Address>> soFar, DatumChange c, string country)
    {
        List<Address> all = soFar.IsGiven ? [.. soFar.Value!] : Current(kind);
        var (from, to) = (Read(kind, c.From, country), Read(kind, c.To, country));
        var at = from is null ? -1 : all.FindIndex(a => a.Normalised == from.Normalised);
        if (at >= 0)
        {
            var primary = all[at].Primary;
            all.RemoveAt(at);
            if (to is not null && !all.Exists(a => a.Normalised == to.Normalised))
            {
                all.Insert(at, to with { Primary = primary });
            }
        }
        else if (to is not null && !all.Exists(a => a.Normalised == to.Normalised))
        {
            all.Add(to with { Primary = all.Count == 0 });
        }

        return all.Exists(a => a.Primary) || all.Count == 0 ? all : [all[0] with { Primary = true }, .. all.Skip(1)];
    }

    private static Address? Read(IdentifierKind kind, string? raw, string country) => string.IsNullOrWhiteSpace(raw) ? null
        : kind == IdentifierKind.Email ? ContactText.Email(raw)
        : ContactText.Phone(raw, country);

    private static IdentifierKind? KindOf(string datum) => datum switch
    {
        "email" => IdentifierKind.Email,
        "phone" => IdentifierKind.Phone,
        _ => null,
    };

    private static string AttributeOf(string datum) => datum[CorrectableFields.AttributePrefix.Length..];

    private static string? Stated(string datum, ContactChange change) => datum switch
    {
        "givenName" => change.GivenName.Value,
        "familyName" => change.FamilyName.Value,
        "organisation" => change.Organisation.Value,
        "birthDate" => change.BirthDate.Value?.ToString("O"),
        "street" => change.Street.Value,
        "postalCode" => change.PostalCode.Value,
        "city" => change.City.Value,
        "country" => change.Country.Value,
        "language" => change.Language.Value,
        _ => change.Attributes.Values.FirstOrDefault(),
    };

    private string? Held(string datum) => datum switch
    {
        "givenName" => GivenName,
        "familyName" => FamilyName,
        "organisation" => Organisation,
        "birthDate" => BirthDate?.ToString("O"),
        "street" => Street,
        "postalCode" => PostalCode,
        "city" => City,
        "country" => Country,
        "language" => Language,
        _ => Attributes.Find(a => a.Name == AttributeOf(datum))?.Value,
    };
}
