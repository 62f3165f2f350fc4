using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>Another system says what it knows of its contact: created if unknown, else the fields given are changed.</summary>
internal static class UpsertContact
{
    internal sealed record Request : ContactBody;

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.ExternalId).Empty().WithErrorCode(ContactsErrors.ExternalIdInvalid.Code);
            Include(new ContactBodyRules(clock));
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/by-external-id/{system}/{externalId}", Handle)
            .WithName(nameof(UpsertContact))
            .WithSummary("Create or change the contact that another system knows by this id");

    internal static async Task<Results<Ok<RegisterContact.Response>, Created<RegisterContact.Response>>> Handle(
        string system, string externalId, Request request, ContactsDbContext db, Registrar registrar, HttpContext http, CancellationToken ct)
    {
        var key = ContactText.ExternalId($"{system}:{externalId}");
        var contact = await db.WithExternalIdAsync(key, ct);
        var isNew = contact is null;
        if (contact is not null)
        {
            await db.DemandEditableAsync(new SubjectId(contact.Id), ct);
            if (http.Request.Headers.IfMatch.Count > 0)
            {
                http.DemandVersion(contact.Version);
            }
        }

        contact ??= registrar.New(request.Kind ?? ContactKind.Person);
        await registrar.WriteAsync(contact, request with { ExternalId = key }, http.Actor(), isNew, ct);
        http.SetETag(contact.Version);
        var answer = RegisterContact.Answer(contact);
        return isNew ? TypedResults.Created($"/api/contacts/{contact.Id}", answer) : TypedResults.Ok(answer);
    }
}
