using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// Every identifier ever known: what is no longer the contact's gets an end and stays.
internal sealed partial class Contact
{
    private void TrackIdentifiers(ContactChange change, ChangeResult result, DateTimeOffset now)
    {
        var wanted = Current(IdentifierKind.Email).Select(a => new Identifier(IdentifierKind.Email, a.Normalised))
            .Concat(Current(IdentifierKind.Phone).Select(a => new Identifier(IdentifierKind.Phone, a.Normalised)))
            .ToHashSet();
        foreach (var gone in Identifiers.Where(i => i.Kind is IdentifierKind.Email or IdentifierKind.Phone && i.Until is null
            && !wanted.Contains(new Identifier(i.Kind, i.Value))))
        {
            gone.Until = now;
        }

        if (change.ExternalId is not null && wanted.Add(new Identifier(IdentifierKind.ExternalId, change.ExternalId))
            && !ExternalIds.Contains(change.ExternalId))
        {
            result.Fields.Add("externalId");
        }

        foreach (var identifier in wanted)
        {
            var known = Identifiers.Find(i => i.Kind == identifier.Kind && i.Value == identifier.Value);
            if (known is { Until: null })
            {
                continue;
            }

            known ??= Remember(identifier.Kind, identifier.Value, now);
            known.Until = null;
            known.UniqueKey = identifier.Kind == IdentifierKind.ExternalId ? identifier.Value : null;
            result.NewIdentifiers.Add(identifier);
        }
    }

    private ContactIdentifier Remember(IdentifierKind kind, string value, DateTimeOffset now)
    {
        var known = Identifiers.Find(i => i.Kind == kind && i.Value == value);
        if (known is null)
        {
            Identifiers.Add(known = new ContactIdentifier { ContactId = Id, Kind = kind, Value = value, Since = now });
        }

        return known;
    }
}
