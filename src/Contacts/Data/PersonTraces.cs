using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>Where a person is in our tables: counted, cleared and counted again by the same words.</summary>
internal static class PersonTraces
{
    /// <summary>Records per data class, of these contacts.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> TracesAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var contacts = db.Contacts.Where(c => ids.Contains(c.Id));
        var identifiers = db.Identifiers.Where(i => ids.Contains(i.ContactId));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            [DataClasses.Identity] = await contacts.CountAsync(
                c => c.GivenName != null || c.FamilyName != null || c.Organisation != null || c.BirthDate != null || c.Language != null || c.Audience != null, ct),
            [DataClasses.Address] = await contacts.CountAsync(
                c => c.Street != null || c.PostalCode != null || c.City != null || c.Country != null, ct),
            [DataClasses.Email] = await db.Emails.CountAsync(e => ids.Contains(e.ContactId), ct),
            [DataClasses.Phone] = await db.Phones.CountAsync(p => ids.Contains(p.ContactId), ct),
            [DataClasses.ExternalId] = await identifiers.CountAsync(i => i.Kind == IdentifierKind.ExternalId, ct),
            [DataClasses.Identifier] = await identifiers.CountAsync(i => i.Kind != IdentifierKind.ExternalId, ct),
            [DataClasses.Attributes] = await db.Attributes.CountAsync(a => ids.Contains(a.ContactId), ct),
            [DataClasses.Notes] = await db.Notes.CountAsync(n => ids.Contains(n.ContactId), ct),
            [DataClasses.Origin] = await db.Origins.CountAsync(o => ids.Contains(o.ContactId), ct),
        };
        return counts.Where(c => c.Value > 0).ToDictionary(c => c.Key, c => c.Value);
    }

    /// <summary>Deletes all but the classes that a reviewer decided to keep; without any, the contact goes altogether.</summary>
    public static async Task ClearAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> keep, CancellationToken ct)
    {
        var parts = new (string Class, Func<Task<int>> Delete)[]
        {
            (DataClasses.Email, () => db.Emails.Where(e => ids.Contains(e.ContactId)).ExecuteDeleteAsync(ct)),
            (DataClasses.Phone, () => db.Phones.Where(p => ids.Contains(p.ContactId)).ExecuteDeleteAsync(ct)),
            (DataClasses.ExternalId, () => db.Identifiers.Where(i => ids.Contains(i.ContactId) && i.Kind == IdentifierKind.ExternalId).ExecuteDeleteAsync(ct)),
            (DataClasses.Identifier, () => db.Identifiers.Where(i => ids.Contains(i.ContactId) && i.Kind != IdentifierKind.ExternalId).ExecuteDeleteAsync(ct)),
            (DataClasses.Attributes, () => db.Attributes.Where(a => ids.Contains(a.ContactId)).ExecuteDeleteAsync(ct)),
            (DataClasses.Notes, () => db.Notes.Where(n => ids.Contains(n.ContactId)).ExecuteDeleteAsync(ct)),
            (DataClasses.Origin, () => db.Origins.Where(o => ids.Contains(o.ContactId)).ExecuteDeleteAsync(ct)),
        };
        var subjects = ids.Select(id => new SubjectId(id)).ToList();
        await db.ReceivedStates.Where(r => subjects.Contains(r.SubjectId)).ExecuteDeleteAsync(ct);
        await db.DismissedPairs.Where(p => ids.Contains(p.FirstId) || ids.Contains(p.SecondId)).ExecuteDeleteAsync(ct);
        foreach (var (_, delete) in parts.Where(p => !keep.Contains(p.Class)))
        {
            await delete();
        }

        if (keep.Count == 0)
        {
            await db.Merged.Where(m => ids.Contains(m.SurvivorId)).ExecuteDeleteAsync(ct);
            await db.Contacts.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(ct);
            return;
        }

        await db.ClearContactAsync(ids, keep, ct);
    }

    private static async Task ClearContactAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> keep, CancellationToken ct)
    {
        var contacts = db.Contacts.Where(c => ids.Contains(c.Id));
        if (!keep.Contains(DataClasses.Identity))
        {
            await contacts.ExecuteUpdateAsync(
                s => s.SetProperty(c => c.GivenName, (string?)null).SetProperty(c => c.FamilyName, (string?)null)
                    .SetProperty(c => c.Organisation, (string?)null).SetProperty(c => c.NameKey, (string?)null)
                    .SetProperty(c => c.FamilyKey, (string?)null).SetProperty(c => c.BirthDate, (DateOnly?)null)
                    .SetProperty(c => c.Language, (string?)null).SetProperty(c => c.Audience, (Audience?)null),
                ct);
        }

        if (!keep.Contains(DataClasses.Address))
        {
            await contacts.ExecuteUpdateAsync(
                s => s.SetProperty(c => c.Street, (string?)null).SetProperty(c => c.PostalCode, (string?)null)
                    .SetProperty(c => c.City, (string?)null).SetProperty(c => c.Country, (string?)null),
                ct);
        }
    }

    /// <summary>
    /// Notes about others that quote an address of the person. Who shares the address is another person, and their notes
    /// are their own.
    /// </summary>
    public static async Task<IReadOnlyList<(Guid Note, string Quoted)>> QuotesAsync(
        this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        var quotes = new List<(Guid, string)>();
        foreach (var value in identifiers.Where(i => i.Kind is IdentifierKind.Email or IdentifierKind.Phone).Select(i => i.Value).Distinct())
        {
            var notes = await db.Notes.AsNoTracking()
                .Where(n => !ids.Contains(n.ContactId) && n.Text.ToLower().Contains(value))
                .Where(n => !db.Identifiers.Any(i => i.ContactId == n.ContactId && i.Value == value))
                .Select(n => n.Id)
                .ToListAsync(ct);
            quotes.AddRange(notes.Select(n => (n, value)));
        }

        return quotes;
    }
}
