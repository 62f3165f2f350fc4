using FluentValidation;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Ledger;

/// <summary>Tells which keyed hashes belong to erased people, so that an import cannot bring them back.</summary>
internal static class MatchErasures
{
    internal sealed record Request(IReadOnlyList<string> Hashes);

    internal sealed record Response(IReadOnlyList<Erased> Erased);

    internal sealed record Erased(string Hash, DateTimeOffset ErasedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Hashes).NotNull();
            RuleFor(r => r.Hashes.Count).LessThanOrEqualTo(10_000).When(r => r.Hashes is not null);
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/erasures/match", Handle).CalledBy("contacts", "consent", "connectors", "sales");

    internal static async Task<Ok<Response>> Handle(Request request, LedgerDbContext ledger, CancellationToken ct)
    {
        var erased = new List<Erased>();
        foreach (var part in request.Hashes.Chunk(1000))
        {
            erased.AddRange(await ledger.Hashes.AsNoTracking()
                .Where(h => part.Contains(h.Hash) && h.Kind != IdentifierKind.Name)
                .GroupBy(h => h.Hash)
                .Select(g => new Erased(g.Key, g.Max(h => h.At)))
                .ToListAsync(ct));
        }

        return TypedResults.Ok(new Response(erased));
    }
}
