using Gdpr.Contacts.Domain;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>
/// Erases some classes of data of people who stay. The index of identifiers is no class of its own then: what it says of an
/// address, a number or a name goes with the class that it is taken from, and is named in preview and answer.
/// </summary>
internal static class PartialErasure
{
    public static async Task<IReadOnlyDictionary<string, int>> TracesOfPartAsync(
        this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> classes, CancellationToken ct)
    {
        var all = await db.TracesAsync(ids, ct);
        var counts = all.Where(t => classes.Contains(t.Key) && t.Key != DataClasses.Identifier).ToDictionary(t => t.Key, t => t.Value);
        var index = await db.IndexOf(ids, classes).CountAsync(ct);
        return index == 0 ? counts : new Dictionary<string, int>(counts) { [DataClasses.Identifier] = index };
    }

    /// <summary>Runs inside <c>EraseAsync</c>; the contact itself stays, and who follows changes sees that it changed.</summary>
    public static async Task ClearPartAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> classes, CancellationToken ct)
    {
        await db.IndexOf(ids, classes).ExecuteDeleteAsync(ct);
        await db.ClearAsync(ids, [.. DataClasses.All.Except(classes).Union([DataClasses.Identifier])], ct);
        var now = db.Now;
        await db.Contacts.Where(c => ids.Contains(c.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.ChangedAt, now).SetProperty(c => c.Version, c => c.Version + 1), ct);
    }

    // Asked for by itself, the index means the addresses that are the person's no more.
    private static IQueryable<ContactIdentifier> IndexOf(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> classes)
    {
        var (former, email, phone, name) = (
            classes.Contains(DataClasses.Identifier), classes.Contains(DataClasses.Email), classes.Contains(DataClasses.Phone), classes.Contains(DataClasses.Identity));
        return db.Identifiers.Where(i => ids.Contains(i.ContactId) && i.Kind != IdentifierKind.ExternalId && (
            (former && i.Until != null)
            || (email && i.Kind == IdentifierKind.Email)
            || (phone && i.Kind == IdentifierKind.Phone)
            || (name && i.Kind == IdentifierKind.Name)));
    }
}
