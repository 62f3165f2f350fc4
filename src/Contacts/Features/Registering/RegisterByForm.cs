using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>
/// Somebody filled in a form and confirmed the address: whoever has it already is that person, and nothing of theirs is
/// changed by it; else they become known, by their own act.
/// </summary>
internal static class RegisterByForm
{
    internal sealed record Request(
        string? Form, string? Email, string? GivenName, string? FamilyName, string? Organisation, string? Phone, string? Language, DateTimeOffset ObtainedAt);

    internal sealed record Response(SubjectId SubjectId);

    internal sealed record Body : ContactBody;

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Form).NotEmpty().MaximumLength(64);
            RuleFor(r => r.Email).NotEmpty().MaximumLength(254);
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) => inside.MapPost("/subjects/by-form", Handle).CalledBy("consent");

    internal static async Task<Ok<Response>> Handle(
        Request request, ContactsDbContext db, Registrar registrar, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (!IdentifierNormalisation.TryNormalise(IdentifierKind.Email, request.Email!, settings.Controller.Country, out var address))
        {
            throw new RuleViolation(ContactsErrors.EmailInvalid);
        }

        var people = await db.PeopleWithAsync([new Identifier(IdentifierKind.Email, address)], ct);
        if (people.Count > 0)
        {
            return TypedResults.Ok(new Response(new SubjectId(people.Min())));
        }

        var contact = registrar.New(ContactKind.Person);
        await registrar.WriteAsync(contact, Read(request, settings.Controller.Country), http.Actor(), isNew: true, ct);
        return TypedResults.Ok(new Response(new SubjectId(contact.Id)));
    }

    private static Body Read(Request request, string country) => new()
    {
        Kind = ContactKind.Person,
        GivenName = Given(request.GivenName),
        FamilyName = Given(request.FamilyName),
        Organisation = Given(request.Organisation),
        Language = Given(request.Language),
        Emails = new Given<IReadOnlyList<ContactBody.AddressBody>>([new ContactBody.AddressBody(request.Email, null, Primary: true, Verified: true)]),
        Phones = Phone(request.Phone, country),
        Source = new ContactBody.SourceBody("form", request.ObtainedAt, request.Form, OwnAct.Form),
    };

    private static Given<string> Given(string? value) => value is null ? default : new Given<string>(value);

    // A number that is none must not cost the person the consent that they confirmed.
    private static Given<IReadOnlyList<ContactBody.AddressBody>> Phone(string? value, string country) =>
        value is not null && IdentifierNormalisation.TryNormalise(IdentifierKind.Phone, value, country, out _)
            ? new Given<IReadOnlyList<ContactBody.AddressBody>>([new ContactBody.AddressBody(value, null, Primary: true, Verified: false)])
            : default;
}
