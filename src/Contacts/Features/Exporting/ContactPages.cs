using System.Runtime.CompilerServices;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Disclosing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Exporting;

/// <summary>A contact on its way out, with where it came from.</summary>
internal sealed record Leaving(Contact Contact, string? Origin, DateTimeOffset? ObtainedAt)
{
    /// <summary>Every contact has an id by which our import finds it again; who has none from outside has ours.</summary>
    public IReadOnlyList<string> Ids { get; } = Contact.ExternalIds.ToList() is { Count: > 0 } ids ? [.. ids.Select(Shown)] : [OwnIds.Of(Contact.Id)];

    public IReadOnlyList<ContactEmail> Emails { get; } = [.. Contact.Emails.OrderBy(e => !e.Primary).ThenBy(e => e.Position)];

    public IReadOnlyList<ContactPhone> Phones { get; } = [.. Contact.Phones.OrderBy(p => !p.Primary).ThenBy(p => p.Position)];

    // A plain id that holds a colon would be read back as another system's.
    private static string Shown(string id) => Contact.ShownExternalId(id) is var shown && shown.Contains(':', StringComparison.Ordinal) ? id : shown;
}

/// <summary>All contacts that may be shown, page by page; each page is recorded before it leaves.</summary>
internal sealed class ContactPages(ContactsDbContext db, Guid export, string actor, string? recipient)
{
    private const int PageSize = 500;

    public async IAsyncEnumerable<Leaving> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        while (await IdsAsync(after, ct) is { Count: > 0 } ids)
        {
            after = ids[^1];
            var page = await PageAsync(await db.ShownAmongAsync(ids, ct), ct);
            await RecordAsync(page, ct);
            foreach (var contact in page)
            {
                yield return contact;
            }
        }
    }

    private Task<List<Guid>> IdsAsync(Guid after, CancellationToken ct) =>
        db.Contacts.Where(c => c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(PageSize).ToListAsync(ct);

    private async Task<List<Leaving>> PageAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var contacts = await db.Contacts.AsNoTracking().Whole().Where(c => EF.Parameter(ids).Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
        var origins = (await db.Origins.AsNoTracking()
            .Where(o => EF.Parameter(ids).Contains(o.ContactId))
            .OrderBy(o => o.Id)
            .Select(o => new { o.ContactId, o.Origin, o.ObtainedAt })
            .ToListAsync(ct)).ToLookup(o => o.ContactId);
        return contacts.ConvertAll(c => new Leaving(c, origins[c.Id].FirstOrDefault()?.Origin, origins[c.Id].FirstOrDefault()?.ObtainedAt));
    }

    private Task RecordAsync(List<Leaving> page, CancellationToken ct)
    {
        var people = page.Where(l => l.Contact.IsPerson).Select(l => new SubjectId(l.Contact.Id)).ToList();
        return db.InTransactionAsync(
            async token =>
            {
                await db.BulkInsertAsync(people.ConvertAll(EntryOf), token);
                if (recipient is not null)
                {
                    // One who was erased since the page was read must not come back as a row, nor leave with it.
                    var living = await db.LivingAsync(people, token);
                    await db.BulkInsertAsync(living.Select(s => db.NewDisclosure(s, recipient, export)).ToList(), token);
                }
            },
            ct);
    }

    private AuditEntry EntryOf(SubjectId person) => new()
    {
        Id = db.NewId(),
        At = db.Now,
        Actor = actor,
        Code = "contact.exported",
        SubjectId = person,
        Reference = export,
    };
}
