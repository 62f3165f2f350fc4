using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Noting;

/// <summary>The notes about a contact, oldest first; the reading is recorded.</summary>
internal static class ListNotes
{
    internal sealed record Item(Guid Id, string Text, string Author, DateTimeOffset At);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/{id:guid}/notes", Handle).WithName(nameof(ListNotes)).WithSummary("Read the notes about a contact");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> Handle(
        Guid id, string? after, int? limit, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        id = await db.SurvivorAsync(id, ct) ?? id;
        var kind = await db.Contacts.Where(c => c.Id == id).Select(c => (ContactKind?)c.Kind).SingleOrDefaultAsync(ct)
            ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        if (Paging.Decode(after) is not { } cursor)
        {
            return Problems.CursorMalformed();
        }

        var most = Paging.Limit(limit);
        var notes = await db.Notes.AsNoTracking()
            .Where(n => n.ContactId == id && n.Id > cursor)
            .OrderBy(n => n.Id)
            .Take(most + 1)
            .Select(n => new Item(n.Id, n.Text, n.Author, n.At))
            .ToListAsync(ct);
        db.Audit(http.Actor(), "contact.notes.read", kind == ContactKind.Person ? new SubjectId(id) : null, id);
        await db.DiscloseAsync(http, kind == ContactKind.Person ? [new SubjectId(id)] : [], ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Paging.Of(notes, most, n => n.Id));
    }
}
