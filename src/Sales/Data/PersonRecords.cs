using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

/// <summary>Everything this room holds of a person: what lives, and what the archive keeps.</summary>
internal sealed record PersonRecords(
    IReadOnlyList<Order> Orders, IReadOnlyList<Invoice> Invoices, IReadOnlyList<InvoiceContact> Contacts, IReadOnlyList<ArchivedRecord> Archived)
{
    /// <summary>Which of the ids are one customer's.</summary>
    public IReadOnlyList<MergedCustomer> Merges { get; init; } = [];

    /// <summary>Nothing that could be destroyed.</summary>
    public bool Empty => Orders.Count + Invoices.Count + Contacts.Count + Archived.Count == 0;

    public IReadOnlyList<Guid> Ids => [.. Orders.Select(o => o.Id), .. Invoices.Select(i => i.Id), .. Archived.Select(a => a.RecordId).Distinct()];

    /// <summary>An id and the others of the same customer.</summary>
    public IEnumerable<SubjectId> IdsOf(SubjectId owner)
    {
        var survivor = Merges.FirstOrDefault(m => m.Absorbed == owner)?.Survivor ?? owner;
        return Merges.Where(m => m.Survivor == survivor).Select(m => m.Absorbed).Append(survivor).Append(owner).Distinct();
    }

    /// <summary>The last day of the invoice that rests on an order; the latest, if several do.</summary>
    public DateOnly? InvoicedUntil(Order order) => Invoices.Where(i => i.OrderId == order.Id).Max(i => (DateOnly?)i.KeepUntil);

    public string NumberOf(InvoiceContact contact) => Invoices.FirstOrDefault(i => i.Id == contact.InvoiceId)?.Number ?? string.Empty;
}

/// <summary>By what a person is looked for: ids, keyed hashes of identifiers, keyed hashes of names, addresses.</summary>
internal sealed record PersonKeys(
    IReadOnlyCollection<SubjectId> Subjects, IReadOnlyCollection<string> Hashes, IReadOnlyCollection<string> NameHashes, IReadOnlyCollection<string> Addresses)
{
    public static PersonKeys Of(IReadOnlyList<SubjectId> subjects, IReadOnlyList<Identifier> identifiers, IdentifierHasher hasher) => new(
        subjects,
        [.. identifiers.Where(i => i.Kind != IdentifierKind.Name).SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).Distinct(StringComparer.Ordinal)],
        [.. identifiers.Where(i => i.Kind == IdentifierKind.Name).SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString()).Distinct(StringComparer.Ordinal)],
        [.. identifiers.Where(i => i.Kind is IdentifierKind.Email or IdentifierKind.Phone).Select(i => i.Value).Distinct(StringComparer.Ordinal)]);
}

internal static class PersonQueries
{
    public static async Task<PersonRecords> RecordsAsync(this SalesDbContext db, PersonKeys keys, CancellationToken ct)
    {
        var (subjects, addresses) = (keys.Subjects, keys.Addresses);

        // Where Contacts knows somebody, another person who shares the address is not this one.
        var contacts = subjects.Count > 0
            ? db.InvoiceContacts.Where(c => subjects.Contains(c.SubjectId))
            : db.InvoiceContacts.Where(c => addresses.Contains(c.Email!) || addresses.Contains(c.Phone!));
        return new PersonRecords(
            await db.Orders.AsNoTracking().Include(o => o.Lines.OrderBy(l => l.Line)).Where(o => subjects.Contains(o.SubjectId)).OrderBy(o => o.Id).ToListAsync(ct),
            await db.Invoices.AsNoTracking().Where(i => subjects.Contains(i.SubjectId)).OrderBy(i => i.Id).ToListAsync(ct),
            await contacts.AsNoTracking().OrderBy(c => c.InvoiceId).ToListAsync(ct),
            await db.Archived(keys).AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct))
        {
            Merges = await db.MergedCustomers.AsNoTracking().Where(m => subjects.Contains(m.Absorbed) || subjects.Contains(m.Survivor)).ToListAsync(ct),
        };
    }

    /// <summary>
    /// The archive by dead ids and by keyed hashes. Families share addresses: where both sides know a name, it must agree
    /// too, or one would be shown the invoices of the other.
    /// </summary>
    public static IQueryable<ArchivedRecord> Archived(this SalesDbContext db, PersonKeys keys)
    {
        var (subjects, hashes, names) = (keys.Subjects, keys.Hashes, keys.NameHashes);
        var named = names.Count > 0;
        return db.Archive.Where(a => subjects.Contains(a.SubjectId)
            || (db.ArchiveHashes.Any(h => h.ArchivedId == a.Id && h.Kind != IdentifierKind.Name && hashes.Contains(h.Hash))
                && (!named
                    || !db.ArchiveHashes.Any(h => h.ArchivedId == a.Id && h.Kind == IdentifierKind.Name)
                    || db.ArchiveHashes.Any(h => h.ArchivedId == a.Id && h.Kind == IdentifierKind.Name && names.Contains(h.Hash)))));
    }

    /// <summary>Deletes what lives of a person; runs inside <c>EraseAsync</c>.</summary>
    public static async Task DeleteLivingAsync(this SalesDbContext db, PersonRecords records, CancellationToken ct)
    {
        foreach (var invoices in records.Contacts.Select(c => c.InvoiceId).Union(records.Invoices.Select(i => i.Id)).Chunk(500))
        {
            await db.InvoiceContacts.Where(c => invoices.Contains(c.InvoiceId)).ExecuteDeleteAsync(ct);
        }

        foreach (var invoices in records.Invoices.Select(i => i.Id).Chunk(500))
        {
            await db.Invoices.Where(i => invoices.Contains(i.Id)).ExecuteDeleteAsync(ct);
        }

        foreach (var orders in records.Orders.Select(o => o.Id).Chunk(500))
        {
            await db.OrderLines.Where(l => orders.Contains(l.OrderId)).ExecuteDeleteAsync(ct);
            await db.Orders.Where(o => orders.Contains(o.Id)).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>Deletes archived records with their hashes.</summary>
    public static async Task<int> DeleteArchivedAsync(this SalesDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var gone = 0;
        foreach (var some in ids.Chunk(500))
        {
            await db.ArchiveHashes.Where(h => some.Contains(h.ArchivedId)).ExecuteDeleteAsync(ct);
            gone += await db.Archive.Where(a => some.Contains(a.Id)).ExecuteDeleteAsync(ct);
        }

        return gone;
    }
}
