using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Merging;

/// <summary>
/// Two contacts are one person (Art. 5(1)(d)): the survivor takes in the other, whose id means the survivor from then on.
/// Held while a request about either is open; every refusal of either stands.
/// </summary>
internal static class MergeContacts
{
    /// <param name="AbsorbedVersion">As the preview showed it; that of the survivor is If-Match.</param>
    internal sealed record Request(Guid AbsorbedId, int AbsorbedVersion);

    internal sealed record Response(Guid Id, Guid AbsorbedId, int Version);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.AbsorbedId).NotEmpty().WithErrorCode(ContactsErrors.ContactNotFound.Code);
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/merge", Handle)
            .WithIdempotency<ContactsDbContext>()
            .WithName(nameof(MergeContacts))
            .WithSummary("Make one contact of two that are one person");

    internal static async Task<Ok<Response>> Handle(Guid id, Request request, ContactsDbContext db, Merge merge, HttpContext http, CancellationToken ct)
    {
        var pair = await merge.ReadAsync(id, request.AbsorbedId, ct);
        http.DemandVersion(pair.Survivor.Version);
        if (pair.Absorbed.Version != request.AbsorbedVersion)
        {
            throw new RuleViolation(ContactsErrors.AbsorbedChanged);
        }

        await merge.DemandFreeAsync(pair, ct);
        await merge.DemandUnrequestedAsync(pair, ct);
        await merge.BindRefusalsAsync(pair, ct);
        await merge.WriteAsync(pair, http.Actor(), ct);
        http.SetETag(pair.Survivor.Version);
        return TypedResults.Ok(new Response(id, request.AbsorbedId, pair.Survivor.Version));
    }
}
