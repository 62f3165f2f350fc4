using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>Somebody becomes known; a person gets the id by which every room knows them.</summary>
internal static class RegisterContact
{
    internal sealed record Request : ContactBody;

    /// <param name="SubjectId">The person's id in every room; null for an organisation.</param>
    internal sealed record Response(Guid Id, Guid? SubjectId, ContactKind Kind, int Version);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Kind).NotNull().WithErrorCode(ContactsErrors.KindInvalid.Code);
            Include(new ContactBodyRules(clock));
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/", Handle)
            .WithIdempotency<ContactsDbContext>()
            .WithName(nameof(RegisterContact))
            .WithSummary("Register a person or an organisation");

    internal static async Task<Created<Response>> Handle(Request request, Registrar registrar, HttpContext http, CancellationToken ct)
    {
        var contact = registrar.New(request.Kind!.Value);
        await registrar.WriteAsync(contact, request, http.Actor(), isNew: true, ct);
        http.SetETag(contact.Version);
        return TypedResults.Created($"/api/contacts/{contact.Id}", Answer(contact));
    }

    internal static Response Answer(Contact contact) =>
        new(contact.Id, contact.IsPerson ? contact.Id : null, contact.Kind, contact.Version);
}
