using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Defining;

/// <summary>What anybody may know before giving anything: who decides, for which purposes, on which basis, how long (Art. 13).</summary>
internal static class ShowPurposes
{
    internal sealed record Item(string Code, DefinePurpose.Names Name, LegalBasis LegalBasis, int? RetentionMonths);

    internal sealed record Response(string Controller, string Country, string? DpoName, string? DpoEmail, IReadOnlyList<Item> Purposes);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/privacy-notice", HandleAsync).WithName(nameof(ShowPurposes)).WithSummary("Controller, data protection officer and purposes")
            .AllowAnonymousBecause("The notice of Art. 13 is for everybody, before anything is given.");

    private static async Task<Ok<Response>> HandleAsync(ConsentDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var purposes = await db.Purposes.AsNoTracking().OrderBy(p => p.Code).Take(Paging.MaxLimit).ToListAsync(ct);
        var who = settings.Controller;
        return TypedResults.Ok(new Response(
            who.Name, who.Country, who.DpoName, who.DpoEmail,
            [.. purposes.Select(p => new Item(p.Code, new DefinePurpose.Names(p.NameFr, p.NameEn), p.LegalBasis, p.RetentionMonths))]));
    }
}
