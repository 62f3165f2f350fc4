using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// Changes a contact field by field, and remembers what became of its identifiers.
internal sealed partial class Contact
{
    /// <summary>
    /// Applies what is given; says which fields changed and which identifiers are new for this contact. A change that
    /// breaks a rule changes nothing.
    /// </summary>
    public ChangeResult Apply(ContactChange change, DateTimeOffset now)
    {
        var emails = Changed(IdentifierKind.Email, change.Emails, change.Email, change.MoreEmails);
        var phones = Changed(IdentifierKind.Phone, change.Phones, change.Phone, change.MorePhones);
        DemandRoom(change.Attributes);
        var result = new ChangeResult([], []);
        ApplyNames(change, result, now);
        ApplyPlain(change, result);
        if (emails is not null)
        {
            ReplaceEmails(emails);
            result.Fields.Add("email");
            TrackAddresses(IdentifierKind.Email, emails, result, now);
        }

        if (phones is not null)
        {
            ReplacePhones(phones);
            result.Fields.Add("phone");
            TrackAddresses(IdentifierKind.Phone, phones, result, now);
        }

        MergeAttributes(change.Attributes, result);
        TrackExternalIds(change, result, now);
        if (result.Fields.Count > 0)
        {
            ChangedAt = now;
        }

        return result;
    }

    /// <summary>The change is written now.</summary>
    public void Stamp(DateTimeOffset now) => ChangedAt = now;

    private void ApplyNames(ContactChange change, ChangeResult result, DateTimeOffset now)
    {
        var before = NameKey;
        Set(change.GivenName, GivenName, v => GivenName = v, "givenName", result);
        Set(change.FamilyName, FamilyName, v => FamilyName = v, "familyName", result);
        Set(change.Organisation, Organisation, v => Organisation = v, "organisation", result);
        NameKey = ContactText.Key(GivenName, FamilyName) ?? ContactText.Key(Organisation);
        FamilyKey = ContactText.Key(FamilyName, GivenName);
        if (before is { Length: <= ContactLimits.Identifier } && before != NameKey)
        {
            Remember(IdentifierKind.Name, before, now).Until = now;
        }
    }

    private void ApplyPlain(ContactChange change, ChangeResult result)
    {
        Set(change.BirthDate, BirthDate, v => BirthDate = v, "birthDate", result);
        Set(change.Street, Street, v => Street = v, "street", result);
        Set(change.PostalCode, PostalCode, v => PostalCode = v, "postalCode", result);
        Set(change.City, City, v => City = v, "city", result);
        Set(change.Country, Country, v => Country = v, "country", result);
        Set(change.Language, Language, v => Language = v, "language", result);
        Set(change.Audience, Audience, v => Audience = v, "audience", result);
    }

    private static void Set<T>(Given<T> given, T? current, Action<T?> set, string field, ChangeResult result)
    {
        if (given.IsGiven && !EqualityComparer<T?>.Default.Equals(given.Value, current))
        {
            set(given.Value);
            result.Fields.Add(field);
        }
    }

    private void MergeAttributes(IReadOnlyDictionary<string, string?> attributes, ChangeResult result)
    {
        foreach (var (name, value) in attributes)
        {
            var known = Attributes.Find(a => a.Name == name);
            if (known?.Value == value)
            {
                continue;
            }

            result.Fields.Add($"attributes.{name}");
            if (value is null)
            {
                Attributes.Remove(known!);
            }
            else if (known is null)
            {
                Attributes.Add(new ContactAttribute { ContactId = Id, Name = name, Value = value });
            }
            else
            {
                known.Value = value;
            }
        }
    }

    private void DemandRoom(IReadOnlyDictionary<string, string?> attributes)
    {
        var gone = Attributes.Count(a => attributes.TryGetValue(a.Name, out var value) && value is null);
        var come = attributes.Count(a => a.Value is not null && !Attributes.Exists(known => known.Name == a.Key));
        if (Attributes.Count - gone + come > ContactLimits.Attributes)
        {
            throw new RuleViolation(ContactsErrors.TooManyAttributes);
        }
    }
}

/// <summary>What a change did.</summary>
internal sealed record ChangeResult(List<string> Fields, List<Identifier> NewIdentifiers)
{
    /// <summary>Other rooms find or judge the person by what changed.</summary>
    public bool ConcernsOthers => NewIdentifiers.Count > 0 || Fields.Contains("country") || Fields.Contains("audience");
}
