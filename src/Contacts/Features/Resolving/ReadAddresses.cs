using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>Where people are written to now, for a room that is about to write; it keeps nothing.</summary>
internal static class ReadAddresses
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds);

    internal sealed record Item(SubjectId SubjectId, string? Email, string? Language);

    internal sealed record Response(IReadOnlyList<Item> Items);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectIds).NotNull();
            RuleFor(r => r.SubjectIds).Must(s => s is not { Count: > 1000 }).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/addresses", Handle).CalledBy("consent");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, CancellationToken ct)
    {
        var ids = request.SubjectIds!.Select(s => s.Value).Distinct().ToList();
        var people = await db.Contacts.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.Kind == ContactKind.Person)
            .Select(c => new { c.Id, c.Language, Email = c.Emails.OrderByDescending(e => e.Primary).ThenBy(e => e.Position).Select(e => e.Value).FirstOrDefault() })
            .ToListAsync(ct);
        return TypedResults.Ok(new Response([.. people.Select(p => new Item(new SubjectId(p.Id), p.Email, p.Language))]));
    }
}
