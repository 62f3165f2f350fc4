using Gdpr.Consent.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Suppressing;

/// <summary>The keyed hashes of one act of refusing, for the erasure ledger; they do not travel on the bus.</summary>
internal static class ReadChoiceHashes
{
    internal sealed record Response(IReadOnlyList<string> Items);

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapGet("/choices/{id:guid}/hashes", HandleAsync).CalledBy("subject-rights");

    internal static async Task<Ok<Response>> HandleAsync(Guid id, ConsentDbContext db, CancellationToken ct) =>
        TypedResults.Ok(new Response(await db.SuppressionHashes.AsNoTracking()
            .Where(h => h.SuppressionId == id).OrderBy(h => h.Hash).Select(h => h.Hash).ToListAsync(ct)));
}
