using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Domain;

// Every identifier ever known: what is no longer the contact's gets an end and stays.
internal sealed partial class Contact
{
    private void TrackAddresses(IdentifierKind kind, List<Address> addresses, ChangeResult result, DateTimeOffset now)
    {
        foreach (var gone in Identifiers.Where(i => i.Kind == kind && i.Until is null && !addresses.Exists(a => a.Normalised == i.Value)))
        {
            gone.Until = now;
        }

        foreach (var address in addresses)
        {
            Track(kind, address.Normalised, result, now);
        }
    }

    private void TrackExternalIds(ContactChange change, ChangeResult result, DateTimeOffset now)
    {
        var known = result.NewIdentifiers.Count;
        foreach (var id in change.ExternalIds)
        {
            Track(IdentifierKind.ExternalId, id, result, now);
        }

        if (result.NewIdentifiers.Count > known)
        {
            result.Fields.Add("externalId");
        }
    }

    private void Track(IdentifierKind kind, string value, ChangeResult result, DateTimeOffset now)
    {
        if (Identifiers.Exists(i => i.Kind == kind && i.Value == value && i.Until is null))
        {
            return;
        }

        var identifier = Remember(kind, value, now);
        identifier.Until = null;
        identifier.UniqueKey = kind == IdentifierKind.ExternalId ? value : null;
        result.NewIdentifiers.Add(new Identifier(kind, value));
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
