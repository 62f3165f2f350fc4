using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>What a banner asks now, for the script that shows it, and what any version asked, as proof.</summary>
internal static class ShowBanner
{
    internal sealed record Response(
        string Code, int Version, string Sha256, DateTimeOffset CreatedAt, IReadOnlyList<string> Origins, string PrivacyUrl, string? CookieDomain,
        IReadOnlyList<CookiePurpose> Purposes, int RememberedMonths);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cookie-banners", ListAsync).WithName("ListBanners").WithSummary("Cookie banners, each in its newest version");
        api.MapGet("/cookie-banners/{code}/versions/{version}", ReadAsync).WithName("ReadBannerVersion").WithSummary("What a version of a banner asked, word by word");
        api.MapGet("/cookie-banners/{code}/current", CurrentAsync)
            .AllowAnonymousBecause("A banner is shown to everybody who opens the site; it says nothing about people.")
            .WithName(nameof(ShowBanner))
            .WithSummary("What a banner asks now");
    }

    internal static async Task<Ok<Page<Response>>> ListAsync(ConsentDbContext db, CancellationToken ct)
    {
        var newest = await db.CookieBanners.AsNoTracking()
            .Where(b => !db.CookieBanners.Any(later => later.Code == b.Code && later.Version > b.Version))
            .OrderBy(b => b.Code).Take(Paging.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<Response>([.. newest.Select(b => Of(b, db.Now))], null));
    }

    internal static async Task<Results<Ok<Response>, NotFound>> ReadAsync(string code, int version, ConsentDbContext db, CancellationToken ct) =>
        await db.CookieBanners.AsNoTracking().SingleOrDefaultAsync(b => b.Code == code && b.Version == version, ct) is { } found
            ? TypedResults.Ok(Of(found, db.Now))
            : TypedResults.NotFound();

    internal static async Task<Results<Ok<Response>, NotFound>> CurrentAsync(string code, ConsentDbContext db, CancellationToken ct) =>
        await db.BannerAsync(code, ct) is { } found ? TypedResults.Ok(Of(found, db.Now)) : TypedResults.NotFound();

    private static Response Of(CookieBanner banner, DateTimeOffset now) => new(
        banner.Code, banner.Version, banner.Sha256, banner.CreatedAt, banner.Origins.Split(' '), banner.PrivacyUrl, banner.Domain,
        CookiePurpose.Read(banner.Purposes), CookieChoices.RememberedMonths(now));
}
