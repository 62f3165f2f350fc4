using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Selecting;

/// <summary>
/// Addresses and names of people at the moment of sending, for Campaigns, which stores none of them; who is unknown is left
/// out. With each the origin of the data, which a first message must state (Art. 14(2)(f)).
/// </summary>
internal static class ReadRecipients
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds);

    internal sealed record Item(
        SubjectId SubjectId, string? GivenName, string? FamilyName, string? Organisation, string? Email, string? Phone, string? Language, string? Country, string? Origin);

    internal sealed record Response(IReadOnlyList<Item> Items);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectIds).NotNull();
            RuleFor(r => r.SubjectIds).Must(s => s is not { Count: > 500 }).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/recipients", Handle).CalledBy("campaigns");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, CancellationToken ct)
    {
        var ids = request.SubjectIds!.Select(s => s.Value).Distinct().ToList();
        var people = await db.Contacts.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.Kind == ContactKind.Person)
            .Select(c => new
            {
                c.Id,
                c.GivenName,
                c.FamilyName,
                c.Organisation,
                Email = c.Emails.OrderByDescending(e => e.Primary).ThenBy(e => e.Position).Select(e => e.Value).FirstOrDefault(),
                Phone = c.Phones.OrderByDescending(p => p.Primary).ThenBy(p => p.Position).Select(p => p.Value).FirstOrDefault(),
                c.Language,
                c.Country,
            })
            .ToListAsync(ct);
        var origins = (await db.Origins.AsNoTracking()
            .Where(o => ids.Contains(o.ContactId))
            .Select(o => new { o.ContactId, o.Origin, o.ObtainedAt })
            .ToListAsync(ct)).ToLookup(o => o.ContactId);
        return TypedResults.Ok(new Response([.. people.Select(p => new Item(
            new SubjectId(p.Id), p.GivenName, p.FamilyName, p.Organisation, p.Email, p.Phone, p.Language, p.Country, origins[p.Id].MinBy(o => o.ObtainedAt)?.Origin))]));
    }
}
