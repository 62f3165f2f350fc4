using System.Buffers;
using Gdpr.Kernel.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>
/// Takes the addresses of many people out of the notes about others in one walk over the notes: after a restore there may
/// be thousands of people, and a search for each would take hours.
/// </summary>
internal static class QuoteBlanking
{
    private const int AtOnce = 200;

    /// <summary>Runs inside <c>EraseAsync</c>, before the people's own rows go. Who shares the address is another person, and their notes are their own.</summary>
    public static async Task BlankQuotesAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> people, string blank, CancellationToken ct)
    {
        var values = await db.Identifiers.Where(i => people.Contains(i.ContactId) && (i.Kind == IdentifierKind.Email || i.Kind == IdentifierKind.Phone))
            .Select(i => i.Value).Distinct().ToArrayAsync(ct);
        if (values.Length == 0)
        {
            return;
        }

        foreach (var some in (await db.QuotingAsync(people, values, ct)).Chunk(AtOnce))
        {
            await db.BlankAsync(some, values, blank, ct);
        }
    }

    private static async Task<List<Guid>> QuotingAsync(this ContactsDbContext db, IReadOnlyCollection<Guid> people, string[] values, CancellationToken ct)
    {
        var any = SearchValues.Create(values, StringComparison.OrdinalIgnoreCase);
        var quoting = new List<Guid>();
        var notes = db.Notes.AsNoTracking().Where(n => !people.Contains(n.ContactId)).Select(n => new { n.Id, n.Text }).AsAsyncEnumerable();
        await foreach (var note in notes.WithCancellation(ct))
        {
            if (note.Text.AsSpan().ContainsAny(any))
            {
                quoting.Add(note.Id);
            }
        }

        return quoting;
    }

    private static async Task BlankAsync(this ContactsDbContext db, Guid[] ids, string[] values, string blank, CancellationToken ct)
    {
        var notes = await db.Notes.Where(n => ids.Contains(n.Id)).ToListAsync(ct);
        var about = notes.Select(n => n.ContactId).Distinct().ToList();
        var own = (await db.Identifiers.AsNoTracking().Where(i => about.Contains(i.ContactId)).Select(i => new { i.ContactId, i.Value }).ToListAsync(ct))
            .ToLookup(i => i.ContactId, i => i.Value);
        foreach (var note in notes)
        {
            note.Text = values.Except(own[note.ContactId]).Aggregate(note.Text, (text, value) => text.Replace(value, blank, StringComparison.OrdinalIgnoreCase));
        }
    }
}
