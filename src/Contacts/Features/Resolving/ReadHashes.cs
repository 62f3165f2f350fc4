using FluentValidation;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Resolving;

/// <summary>
/// Keyed hashes of people's identifiers, under every key, for rooms that match without knowing addresses, and the coded facts
/// by which the law of a decision is chosen.
/// </summary>
internal static class ReadHashes
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds);

    internal sealed record Item(SubjectId SubjectId, IReadOnlyList<string> Hashes, string? Country, Audience? Audience, Source? Provenance);

    /// <summary>Where the person's data came from, in a word; what the person did themselves is one too.</summary>
    internal sealed record Source(string Origin, DateTimeOffset ObtainedAt, string? Supplier, bool? PartnersNamed);

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
        inside.MapPost("/subjects/hashes", Handle).CalledBy("consent");

    internal static async Task<Ok<Response>> Handle(Request request, ContactsDbContext db, IdentifierHasher hasher, CancellationToken ct)
    {
        var ids = request.SubjectIds!.Select(s => s.Value).Distinct().ToList();
        var people = await db.Contacts.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.Kind == ContactKind.Person)
            .Select(c => new { c.Id, c.Country, c.Audience })
            .ToListAsync(ct);
        var known = (await db.Identifiers.AsNoTracking()
            .Where(i => ids.Contains(i.ContactId) && i.Kind != IdentifierKind.Name)
            .Select(i => new { i.ContactId, i.Kind, i.Value })
            .ToListAsync(ct)).ToLookup(i => i.ContactId, i => new Identifier(i.Kind, i.Value));
        var origins = (await db.Origins.AsNoTracking()
            .Where(o => ids.Contains(o.ContactId) && (o.Provenance != null || o.Act != OwnAct.None))
            .ToListAsync(ct)).ToLookup(o => o.ContactId);
        return TypedResults.Ok(new Response([.. people.Select(p => new Item(
            new SubjectId(p.Id), [.. known[p.Id].SelectMany(hasher.HashWithEveryKey).Select(h => h.ToString())], p.Country, p.Audience, SourceOf(origins[p.Id])))]));
    }

    // What did not come from the person goes first: it is what they may have to be told.
    private static Source? SourceOf(IEnumerable<FieldOrigin> origins) => origins
        .OrderByDescending(o => o.Provenance is { } from && ProvenanceStated.Indirect.Contains(from)).ThenByDescending(o => o.ObtainedAt)
        .Select(o => new Source((o.Provenance?.ToString() ?? o.Act.ToString()).ToLowerInvariant(), o.ObtainedAt, o.Supplier, o.PartnersNamed))
        .FirstOrDefault();
}
