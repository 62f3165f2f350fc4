using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>Changes the fields that are given and leaves the others (Art. 16 begins here).</summary>
internal static class ChangeContact
{
    internal sealed record Request : ContactBody;

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock) => Include(new ContactBodyRules(clock));
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/{id:guid}", Handle)
            .WithName(nameof(ChangeContact))
            .WithSummary("Change the fields given");

    internal static async Task<Ok<RegisterContact.Response>> Handle(
        Guid id, Request request, ContactsDbContext db, Registrar registrar, HttpContext http, CancellationToken ct)
    {
        id = await db.SurvivorAsync(id, ct) ?? id;
        var contact = await db.Contacts.Whole().SingleOrDefaultAsync(c => c.Id == id, ct)
            ?? throw new RuleViolation(ContactsErrors.ContactNotFound);
        http.DemandVersion(contact.Version);
        await db.DemandEditableAsync(new SubjectId(id), ct);
        await registrar.WriteAsync(contact, request, http.Actor(), isNew: false, ct);
        http.SetETag(contact.Version);
        return TypedResults.Ok(RegisterContact.Answer(contact));
    }
}
