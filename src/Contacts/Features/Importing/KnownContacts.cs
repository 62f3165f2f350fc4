using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>The contacts that a batch of rows is about, and the ids that it may not give to others.</summary>
internal sealed class KnownContacts
{
    private readonly Dictionary<string, List<Contact>> _byKey = new(StringComparer.Ordinal);
    private Dictionary<string, Guid> _taken = [];
    private HashSet<Guid> _held = [];
    private HashSet<Guid> _erased = [];

    public static async Task<KnownContacts> OfAsync(ContactsDbContext db, IdentifierKind key, IReadOnlyList<ReadRow> rows, CancellationToken ct)
    {
        var keys = rows.Select(r => r.Key).OfType<string>().Distinct().ToList();
        var ids = rows.SelectMany(r => r.Change.ExternalIds).Distinct().ToList();
        var own = ids.Select(OwnIds.Read).OfType<Guid>().ToList();
        var known = new KnownContacts();
        foreach (var (value, contact) in await db.ByKeysAsync(key, keys, ct))
        {
            known.Add(value, contact);
        }

        known._taken = await db.OwnersAsync(ids, ct);
        known._held = await db.HeldAsync([.. known._byKey.Values.SelectMany(c => c).Select(c => c.Id).Distinct()], ct);
        known._erased = own.Count == 0 ? [] : await db.ErasedAmongAsync(own, ct);
        return known;
    }

    public IReadOnlyList<Contact> With(string key) => _byKey.TryGetValue(key, out var contacts) ? contacts : [];

    public bool IsHeld(Contact contact) => _held.Contains(contact.Id);

    public void Add(string key, Contact contact)
    {
        if (!_byKey.TryGetValue(key, out var contacts))
        {
            _byKey[key] = contacts = [];
        }

        contacts.Add(contact);
    }

    /// <summary>False when one of the ids is another contact's.</summary>
    public bool Take(IEnumerable<string> ids, Contact contact)
    {
        var wanted = ids.ToList();
        if (wanted.Exists(id => _taken.TryGetValue(id, out var owner) && owner != contact.Id))
        {
            return false;
        }

        wanted.ForEach(id => _taken[id] = contact.Id);
        return true;
    }

    public bool WasErased(ContactChange change) => _erased.Count > 0 && change.ExternalIds.Any(i => OwnIds.Read(i) is { } id && _erased.Contains(id));
}
