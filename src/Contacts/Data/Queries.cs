using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

internal static class Queries
{
    /// <summary>Contacts with all that a change of them needs.</summary>
    public static IQueryable<Contact> Whole(this IQueryable<Contact> contacts) =>
        contacts.Include(c => c.Emails).Include(c => c.Phones).Include(c => c.Attributes).Include(c => c.Identifiers).AsSplitQuery();

    public static Task<Contact?> WithExternalIdAsync(this ContactsDbContext db, string externalId, CancellationToken ct) =>
        db.Contacts.Whole().SingleOrDefaultAsync(
            c => db.Identifiers.Any(i => i.ContactId == c.Id && i.UniqueKey == externalId), ct);

    /// <summary>Contacts by a key of theirs, in two statements however many keys are asked.</summary>
    public static async Task<ILookup<string, Contact>> ByKeysAsync(
        this ContactsDbContext db, IdentifierKind kind, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var found = kind == IdentifierKind.ExternalId
            ? db.Identifiers.Where(i => i.UniqueKey != null && keys.Contains(i.UniqueKey))
            : db.Identifiers.Where(i => i.Kind == kind && i.Until == null && keys.Contains(i.Value));
        var pairs = await found.AsNoTracking().Select(i => new { i.ContactId, i.Value }).ToListAsync(ct);
        var ids = pairs.Select(p => p.ContactId).Distinct().ToList();
        var contacts = await db.Contacts.Whole().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        return pairs.Where(p => contacts.ContainsKey(p.ContactId))
            .ToLookup(p => p.Value, p => contacts[p.ContactId], StringComparer.Ordinal);
    }

    /// <summary>People who have, or ever had, one of the identifiers; names alone identify nobody.</summary>
    public static async Task<IReadOnlyList<Guid>> PeopleWithAsync(
        this ContactsDbContext db, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var ids = new HashSet<Guid>();
        foreach (var kind in identifiers.Where(i => i.Kind != IdentifierKind.Name).GroupBy(i => i.Kind, i => i.Value))
        {
            var (of, values) = (kind.Key, kind.ToList());
            ids.UnionWith(await db.Identifiers.AsNoTracking()
                .Where(i => i.Kind == of && values.Contains(i.Value) && db.Contacts.Any(c => c.Id == i.ContactId && c.Kind == ContactKind.Person))
                .Select(i => i.ContactId)
                .ToListAsync(ct));
        }

        return [.. ids.Order()];
    }

    /// <summary>Takes a contact and its parts out of the unit of work, so that nothing of it is saved.</summary>
    public static void Forget(this ContactsDbContext db, Contact contact)
    {
        object[] parts = [contact, .. contact.Emails, .. contact.Phones, .. contact.Attributes, .. contact.Identifiers];
        foreach (var entry in db.ChangeTracker.Entries().Where(e => parts.Contains(e.Entity) || OwnerOf(e.Entity) == contact.Id).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private static Guid? OwnerOf(object row) => (row as Platform.Data.IAboutSubject)?.SubjectId.Value;
}
