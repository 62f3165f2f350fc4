using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Stating;

/// <summary>What is stated of a person; the reading is audited.</summary>
internal static class ReadFacts
{
    internal sealed record Response(Guid Id, DateTimeOffset StatedAt, string StatedBy, MarketingQuestion Facts, Provenance Provenance);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/subjects/{id}/facts", HandleAsync)
            .WithName(nameof(ReadFacts))
            .WithSummary("The facts of a person on which decisions rest");

    internal static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        SubjectId id, ConsentDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        if (await db.Facts.AsNoTracking().SingleOrDefaultAsync(f => f.SubjectId == id, ct) is not { } facts)
        {
            return TypedResults.NotFound();
        }

        db.Audit(http.Actor(), "facts.read", id, facts.Id);
        await db.SaveChangesAsync(ct);
        http.SetETag(facts.Version);
        var words = facts.InWords(null, settings.Controller.Country, db.Now);
        return TypedResults.Ok(new Response(
            facts.Id, facts.StatedAt, facts.StatedBy, words, new Provenance(facts.Origin, facts.ObtainedAt, facts.Supplier, facts.PartnersNamed)));
    }
}
