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

    /// <summary>Contacts by a key of theirs, in few statements however many keys are asked.</summary>
    public static async Task<IReadOnlyList<(string Key, Contact Contact)>> ByKeysAsync(
        this ContactsDbContext db, IdentifierKind kind, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var found = kind == IdentifierKind.ExternalId
            ? db.Identifiers.Where(i => i.UniqueKey != null && EF.Parameter(keys).Contains(i.UniqueKey))
            : db.Identifiers.Where(i => i.Kind == kind && i.Until == null && EF.Parameter(keys).Contains(i.Value));
        var pairs = (await found.AsNoTracking().Select(i => new { i.Value, i.ContactId }).ToListAsync(ct)).ConvertAll(i => (i.Value, i.ContactId));
        pairs.AddRange(kind == IdentifierKind.ExternalId ? await db.ByOwnIdsAsync(keys, ct) : []);
        if (pairs.Count == 0)
        {
            return [];
        }

        var ids = pairs.Select(p => p.ContactId).Distinct().ToList();
        var contacts = await db.Contacts.Whole().Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        return [.. pairs.Where(p => contacts.ContainsKey(p.ContactId)).Select(p => (p.Value, contacts[p.ContactId]))];
    }

    /// <summary>Whose the external ids are now.</summary>
    public static async Task<Dictionary<string, Guid>> OwnersAsync(this ContactsDbContext db, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await db.Identifiers.AsNoTracking()
            .Where(i => i.UniqueKey != null && EF.Parameter(ids).Contains(i.UniqueKey))
            .ToDictionaryAsync(i => i.UniqueKey!, i => i.ContactId, ct);

    /// <summary>Those whom nobody may edit: a request about them is being carried out, or processing is restricted (Art. 18).</summary>
    public static async Task<HashSet<Guid>> HeldAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> contacts, CancellationToken ct)
    {
        var subjects = contacts.Select(c => new SubjectId(c)).ToList();
        if (subjects.Count == 0)
        {
            return [];
        }

        var held = db.Holds.Where(h => h.EditsHeld && EF.Parameter(subjects).Contains(h.SubjectId)).Select(h => h.SubjectId);
        var restricted = db.Restrictions.Where(r => EF.Parameter(subjects).Contains(r.SubjectId)).Select(r => r.SubjectId);
        return [.. (await held.Union(restricted).ToListAsync(ct)).Select(s => s.Value)];
    }

    /// <summary>Those erased here.</summary>
    public static async Task<HashSet<Guid>> ErasedAmongAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var subjects = ids.Select(i => new SubjectId(i)).ToList();
        return [.. (await db.Tombstones.Where(t => EF.Parameter(subjects).Contains(t.SubjectId)).Select(t => t.SubjectId).ToListAsync(ct)).Select(s => s.Value)];
    }

    /// <summary>
    /// Those who may leave or be proposed to staff, in their order: not who was erased, nor of whom something is kept for
    /// the law alone, nor who is
    /// being worked on by a request, nor who may only be stored.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> ShownAmongAsync(this ContactsDbContext db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var erased = await db.ErasedAmongAsync(ids, ct);
        var held = await db.HeldAsync(ids, ct);
        return [.. ids.Where(id => !erased.Contains(id) && !held.Contains(id))];
    }

    private static async Task<IEnumerable<(string Key, Guid ContactId)>> ByOwnIdsAsync(this ContactsDbContext db, IEnumerable<string> keys, CancellationToken ct)
    {
        var own = keys.Select(k => (Key: k, Id: OwnIds.Read(k))).Where(k => k.Id is not null).Select(k => (k.Key, Id: k.Id!.Value)).ToList();
        var ids = own.ConvertAll(o => o.Id);
        if (ids.Count == 0)
        {
            return [];
        }

        var known = await db.Contacts.Where(c => EF.Parameter(ids).Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        var merged = await db.SurvivorsAsync(ids, ct);
        return own.Where(o => known.Contains(o.Id) || merged.ContainsKey(o.Id)).Select(o => (o.Key, merged.GetValueOrDefault(o.Id, o.Id)));
    }

    /// <summary>People who have, or ever had, one of the identifiers; names alone identify nobody, with a birth date they do.</summary>
    public static async Task<IReadOnlyList<Guid>> PeopleWithAsync(
        this ContactsDbContext db, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var ids = new HashSet<Guid>();
        foreach (var kind in identifiers.Where(i => i.Kind is not (IdentifierKind.Name or IdentifierKind.NameAndBirthDate)).GroupBy(i => i.Kind, i => i.Value))
        {
            var (of, values) = (kind.Key, kind.ToList());
            ids.UnionWith(await db.Identifiers.AsNoTracking()
                .Where(i => i.Kind == of && values.Contains(i.Value) && db.Contacts.Any(c => c.Id == i.ContactId && c.Kind == ContactKind.Person))
                .Select(i => i.ContactId)
                .ToListAsync(ct));
        }

        ids.UnionWith(await db.BornAsync(identifiers, ct));
        return [.. ids.Order()];
    }

    /// <summary>
    /// People of one of these names and birth dates. One who has an address or a number of their own that the identifiers do
    /// not know may be a namesake: only a person can tell.
    /// </summary>
    private static async Task<IReadOnlyList<Guid>> BornAsync(this ContactsDbContext db, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var found = new List<Guid>();
        var known = identifiers.Select(i => i.Value).Distinct().ToList();
        foreach (var (name, born) in identifiers.Where(i => i.Kind == IdentifierKind.NameAndBirthDate).Select(NameAndBirth))
        {
            found.AddRange(await db.Contacts.AsNoTracking()
                .Where(c => c.Kind == ContactKind.Person && c.NameKey == name && c.BirthDate == born)
                .Where(c => !db.Identifiers.Any(i => i.ContactId == c.Id && i.Kind != IdentifierKind.Name && !EF.Parameter(known).Contains(i.Value)))
                .Select(c => c.Id)
                .ToListAsync(ct));
        }

        return found;
    }

    private static (string Name, DateOnly Born) NameAndBirth(Identifier identifier) =>
        identifier.Value.Split('|') is [var name, var day] ? (name, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : default;

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
