using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>Who is meant by each of many identifiers, in the order asked: for rooms that take in files of records about people.</summary>
internal static class MatchSubjects
{
    internal sealed record Request(IReadOnlyList<CaseIdentifier>? Identifiers);

    /// <param name="Normalised">As Contacts spells it; null when the value is not of its kind.</param>
    /// <param name="SubjectIds">Nobody, one, or several among whom a person must choose.</param>
    internal sealed record Item(string? Normalised, IReadOnlyList<SubjectId> SubjectIds);

    internal sealed record Response(IReadOnlyList<Item> Items);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Identifiers).NotNull();
            RuleFor(r => r.Identifiers).Must(i => i is not { Count: > 1000 }).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/match", Handle).CalledBy("sales", "campaigns");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var asked = request.Identifiers!.Select(i => Normalised(i, settings.Controller.Country)).ToList();
        var found = new Dictionary<Identifier, List<SubjectId>>();
        foreach (var kind in asked.OfType<Identifier>().Where(i => i.Kind != IdentifierKind.Name).GroupBy(i => i.Kind, i => i.Value))
        {
            var (of, values) = (kind.Key, kind.Distinct().ToList());
            var pairs = await db.Identifiers.AsNoTracking()
                .Where(i => i.Kind == of && values.Contains(i.Value) && db.Contacts.Any(c => c.Id == i.ContactId && c.Kind == ContactKind.Person))
                .Select(i => new { i.Value, i.ContactId })
                .Distinct()
                .ToListAsync(ct);
            foreach (var pair in pairs.ToLookup(p => p.Value, p => new SubjectId(p.ContactId)))
            {
                found[new Identifier(of, pair.Key)] = [.. pair];
            }
        }

        return TypedResults.Ok(new Response([.. asked.Select(i => new Item(i?.Value, i is { } one && found.TryGetValue(one, out var who) ? who : []))]));
    }

    private static Identifier? Normalised(CaseIdentifier raw, string country)
    {
        var value = IdentifierNormalisation.Qualified(raw.Kind, raw.Value);
        return IdentifierNormalisation.TryNormalise(raw.Kind, value, country, out var normal) ? new Identifier(raw.Kind, normal) : null;
    }
}
