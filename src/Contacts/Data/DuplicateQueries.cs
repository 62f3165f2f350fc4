using Gdpr.Contacts.Domain;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>What a contact is compared by.</summary>
internal sealed record Traits(Guid Id, string? NameKey, DateOnly? BirthDate, string? PostalCode);

/// <summary>Looks for contacts that may be one person, a few contacts at a time: each is compared by indexed values with who has the same.</summary>
internal static class DuplicateQueries
{
    // A value that very many share says nothing about two of them.
    private const int MostSharing = 20_000;
    private const int Nearest = 5;

    public static Task<List<Traits>> PeopleAfterAsync(this ContactsDbContext db, Guid after, int count, CancellationToken ct) =>
        db.Contacts.AsNoTracking()
            .Where(c => c.Kind == ContactKind.Person && c.Id > after)
            .OrderBy(c => c.Id)
            .Take(count)
            .Select(c => new Traits(c.Id, c.NameKey, c.BirthDate, c.PostalCode))
            .ToListAsync(ct);

    /// <summary>Pairs of one of <paramref name="people"/> and somebody after them, with what they share.</summary>
    public static async Task<ILookup<ContactPair, DuplicateReason>> SharingAsync(this ContactsDbContext db, IReadOnlyList<Traits> people, CancellationToken ct)
    {
        var pairs = new List<(ContactPair Pair, DuplicateReason Reason)>();
        pairs.AddRange(Near(people, await db.OwnersAsync(people, IdentifierKind.Email, ct), DuplicateReason.SameEmail));
        pairs.AddRange(Near(people, await db.OwnersAsync(people, IdentifierKind.Phone, ct), DuplicateReason.SamePhoneAndLikeName));
        var namesakes = await db.NamesakesAsync(people, ct);
        pairs.AddRange(Near(people, namesakes.Where(n => n.BirthDate is not null).Select(n => ($"{n.NameKey}\0{n.BirthDate:O}", n.Id)), DuplicateReason.SameNameAndBirthDate));
        pairs.AddRange(Near(people, namesakes.Where(n => n.PostalCode is not null).Select(n => ($"{n.NameKey}\0{Plain(n.PostalCode!)}", n.Id)), DuplicateReason.SameNameAndPostalCode));
        return pairs.Distinct().ToLookup(p => p.Pair, p => p.Reason);
    }

    public static async Task<Dictionary<Guid, string?>> NamesAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await db.Contacts.AsNoTracking()
            .Where(c => EF.Parameter(ids).Contains(c.Id) && c.Kind == ContactKind.Person)
            .ToDictionaryAsync(c => c.Id, c => c.NameKey, ct);

    public static async Task<HashSet<ContactPair>> DismissedAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> firsts, CancellationToken ct) =>
        [.. (await db.DismissedPairs.AsNoTracking()
            .Where(p => EF.Parameter(firsts).Contains(p.FirstId))
            .Select(p => new { p.FirstId, p.SecondId })
            .ToListAsync(ct)).Select(p => new ContactPair(p.FirstId, p.SecondId))];

    private static async Task<IEnumerable<(string Value, Guid Id)>> OwnersAsync(
        this ContactsDbContext db, IReadOnlyList<Traits> people, IdentifierKind kind, CancellationToken ct)
    {
        var (ids, first) = (people.Select(p => p.Id).ToList(), people[0].Id);
        var values = db.Identifiers.Where(i => EF.Parameter(ids).Contains(i.ContactId) && i.Kind == kind && i.Until == null).Select(i => i.Value);
        var owners = await db.Identifiers.AsNoTracking()
            .Where(i => i.Kind == kind && i.Until == null && i.ContactId >= first && values.Contains(i.Value))
            .OrderBy(i => i.ContactId)
            .Take(MostSharing)
            .Select(i => new { i.Value, i.ContactId })
            .ToListAsync(ct);
        return owners.Select(o => (o.Value, o.ContactId));
    }

    private static async Task<List<Traits>> NamesakesAsync(this ContactsDbContext db, IReadOnlyList<Traits> people, CancellationToken ct)
    {
        var first = people[0].Id;
        var names = people.Where(p => p.BirthDate is not null || p.PostalCode is not null).Select(p => p.NameKey).OfType<string>().Distinct().ToList();
        return names.Count == 0 ? [] : await db.Contacts.AsNoTracking()
            .Where(c => c.Kind == ContactKind.Person && c.Id >= first && EF.Parameter(names).Contains(c.NameKey!))
            .OrderBy(c => c.Id)
            .Take(MostSharing)
            .Select(c => new Traits(c.Id, c.NameKey, c.BirthDate, c.PostalCode))
            .ToListAsync(ct);
    }

    // Each of the people with the next few who share a value: n people who share one are not n times n pairs.
    private static IEnumerable<(ContactPair, DuplicateReason)> Near(IReadOnlyList<Traits> people, IEnumerable<(string Value, Guid Id)> owners, DuplicateReason reason)
    {
        var asked = people.Select(p => p.Id).ToHashSet();
        foreach (var group in owners.GroupBy(o => o.Value, o => o.Id, StringComparer.Ordinal))
        {
            var ids = group.ToList();
            for (var i = 0; i < ids.Count - 1; i++)
            {
                for (var j = i + 1; asked.Contains(ids[i]) && j < ids.Count && j <= i + Nearest; j++)
                {
                    yield return (new ContactPair(ids[i], ids[j]), reason);
                }
            }
        }
    }

    private static string Plain(string postalCode) => postalCode.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
