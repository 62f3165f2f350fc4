using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>Name and address of people, as an invoice must carry them (CGI ann. II art. 242 nonies A); who is unknown is left out.</summary>
internal static class ReadBuyers
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds);

    internal sealed record Item(SubjectId SubjectId, string? Name, string? Street, string? PostalCode, string? City, string? Country);

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
        inside.MapPost("/subjects/buyers", Handle).CalledBy("sales");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, CancellationToken ct)
    {
        var asked = request.SubjectIds!.Select(s => s.Value).Distinct().ToList();
        var merged = await db.SurvivorsAsync(asked, ct);
        var ids = asked.Select(id => merged.GetValueOrDefault(id, id)).Distinct().ToList();
        var people = await db.Contacts.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.Kind == ContactKind.Person)
            .Select(c => new { c.Id, c.GivenName, c.FamilyName, c.Organisation, c.Street, c.PostalCode, c.City, c.Country })
            .ToListAsync(ct);
        var items = people.ToDictionary(p => p.Id, p => new Item(
            new SubjectId(p.Id), Name(p.GivenName, p.FamilyName) ?? p.Organisation, p.Street, p.PostalCode, p.City, p.Country));
        var answer = asked.Select(id => items.GetValueOrDefault(merged.GetValueOrDefault(id, id)) is { } item ? item with { SubjectId = new SubjectId(id) } : null);
        return TypedResults.Ok(new Response([.. answer.OfType<Item>()]));
    }

    private static string? Name(params string?[] words) =>
        string.Join(' ', words.Where(w => !string.IsNullOrWhiteSpace(w))) is { Length: > 0 } name ? name : null;
}
