using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Noting;

/// <summary>Staff write something down about a contact, which the contact may one day read (Art. 15).</summary>
internal static class AddNote
{
    internal sealed record Request(string? Text);

    internal sealed record Response(Guid Id);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Text).NotEmpty().WithErrorCode("NOTE_EMPTY");
            RuleFor(r => r.Text).MaximumLength(ContactLimits.Note).WithErrorCode(ContactsErrors.FieldTooLong.Code);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/notes", Handle)
            .WithIdempotency<ContactsDbContext>()
            .WithName(nameof(AddNote))
            .WithSummary("Write a note about a contact");

    internal static async Task<Created<Response>> Handle(Guid id, Request request, ContactsDbContext db, HttpContext http, CancellationToken ct)
    {
        id = await db.SurvivorAsync(id, ct) ?? id;
        var kind = await db.Contacts.Where(c => c.Id == id).Select(c => (ContactKind?)c.Kind).SingleOrDefaultAsync(ct)
            ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        await db.DemandEditableAsync(new SubjectId(id), ct);
        var note = new ContactNote { Id = db.NewId(), ContactId = id, Text = request.Text!, Author = http.Actor(), At = db.Now };
        db.Notes.Add(note);
        db.Audit(http.Actor(), "contact.note.added", kind == ContactKind.Person ? new SubjectId(id) : null, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/contacts/{id}/notes/{note.Id}", new Response(note.Id));
    }
}
