using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Cookies;

/// <summary>
/// Defines what a site's banner asks: each purpose by itself, none accepted beforehand, none exempt without a ground. The
/// same words again are the same version; others make the next one, which everybody is asked anew.
/// </summary>
internal static partial class DefineBanner
{
    private const int MostPurposes = 20;
    private const int MostNames = 50;

    internal sealed record Request(
        string Code, IReadOnlyList<string>? Origins, string? PrivacyUrl, IReadOnlyList<Asked>? Purposes, string? CookieDomain = null);

    /// <param name="Enabled">Refused when true: silence is no consent.</param>
    internal sealed record Asked(
        string Code, CookieWords? Name, CookieWords? Description, IReadOnlyList<string>? Trackers, IReadOnlyList<CookieRecipient>? Recipients, string? Exemption = null, bool Enabled = false);

    internal sealed record Response(string Code, int Version, string Sha256);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Code).Must(IsCode).WithErrorCode("BANNER_CODE_MALFORMED");
            RuleFor(r => r.Origins).Must(o => o is { Count: > 0 and <= 20 } && o.All(IsOrigin)).WithErrorCode("ORIGIN_MALFORMED");
            RuleFor(r => r.PrivacyUrl).Must(IsAddress).WithErrorCode("PRIVACY_URL_MISSING");
            RuleFor(r => r.CookieDomain).Must((r, d) => d is null || IsAbove(d, r.Origins)).WithErrorCode("COOKIE_DOMAIN_FOREIGN");
            RuleFor(r => r.Purposes).Must(p => p is { Count: > 0 and <= MostPurposes } && p.All(x => IsCode(x.Code))).WithErrorCode("PURPOSE_MISSING");
            RuleFor(r => r.Purposes).Must(p => p is null || p.DistinctBy(x => x.Code).Count() == p.Count).WithErrorCode("PURPOSE_TWICE");
            RuleFor(r => r.Purposes).Must(p => p is null || p.All(x => Say(x.Name, 100) && Say(x.Description, 500))).WithErrorCode("WORDS_MISSING");
            RuleFor(r => r.Purposes).Must(p => p is null || !p.Any(x => x.Enabled)).WithErrorCode("BOX_PRETICKED");
            RuleFor(r => r.Purposes).Must(p => p is null || p.All(x => CookieExemptions.IsKnown(x.Exemption))).WithErrorCode("EXEMPTION_UNKNOWN");
            RuleFor(r => r.Purposes).Must(p => p is null || !p.Any(x => x.Exemption == CookieExemptions.Audience && x.Recipients is { Count: > 0 }))
                .WithErrorCode("EXEMPTION_SHARED");
            RuleFor(r => r.Purposes).Must(p => p is null || p.All(x => AreNames(x.Trackers) && AreRecipients(x.Recipients))).WithErrorCode("TRACKERS_MALFORMED");
        }

        private static bool IsCode(string? code) => code is { Length: <= 64 } && Kebab().IsMatch(code);

        private static bool IsOrigin(string? text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == text;

        private static bool IsAddress(string? text) =>
            text is { Length: <= 500 } && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

        // A cookie for a domain of somebody else is thrown away by browsers, and one for "fr" too: there is a dot within.
        private static bool IsAbove(string domain, IReadOnlyList<string>? origins) =>
            Domain().IsMatch(domain) && origins is not null && origins.All(o => IsOrigin(o) && $".{new Uri(o).Host}".EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));

        private static bool Say(CookieWords? words, int most) =>
            words is not null && !string.IsNullOrWhiteSpace(words.Fr) && !string.IsNullOrWhiteSpace(words.En) && words.Fr.Length <= most && words.En.Length <= most;

        private static bool AreNames(IReadOnlyList<string>? names) => names is null || (names.Count <= MostNames && names.All(n => n is { Length: > 0 and <= 100 }));

        private static bool AreRecipients(IReadOnlyList<CookieRecipient>? recipients) =>
            recipients is null || (recipients.Count <= MostNames && recipients.All(r => r?.Name is { Length: > 0 and <= 200 } && IsAddress(r.PrivacyUrl)));

        [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
        private static partial Regex Kebab();

        [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+\z", RegexOptions.IgnoreCase)]
        private static partial Regex Domain();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cookie-banners", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(DefineBanner))
            .WithSummary("Define what the cookie banner of a site asks; other words make a new version");

    internal static async Task<Results<Created<Response>, Ok<Response>>> HandleAsync(Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        var last = await db.BannerAsync(request.Code, ct);
        var next = Make(request, (last?.Version ?? 0) + 1, db.Now);
        if (last?.Sha256 == next.Sha256)
        {
            return TypedResults.Ok(new Response(last.Code, last.Version, last.Sha256));
        }

        db.CookieBanners.Add(next);
        db.Audit(http.Actor(), "cookie-banner.defined");
        await db.SaveOrRefuseAsync(ConsentErrors.BannerVersionTaken, ct);
        return TypedResults.Created($"/api/consent/cookie-banners/{next.Code}/versions/{next.Version}", new Response(next.Code, next.Version, next.Sha256));
    }

    // A browser writes a host of other letters in the letters of the DNS.
    private static string AsBrowsersSay(string origin) => new Uri(origin) is var uri && uri.IsDefaultPort ? $"{uri.Scheme}://{uri.IdnHost}" : $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}";

    private static CookieBanner Make(Request request, int version, DateTimeOffset now)
    {
        var origins = string.Join(' ', request.Origins!.Select(AsBrowsersSay).Distinct(StringComparer.Ordinal));
        var purposes = CookiePurpose.Write(
            [.. request.Purposes!.Select(p => new CookiePurpose(p.Code, p.Name!, p.Description!, p.Trackers ?? [], p.Recipients ?? [], p.Exemption))]);
        return new CookieBanner
        {
            Code = request.Code, Version = version, Origins = origins, PrivacyUrl = request.PrivacyUrl!, Domain = request.CookieDomain, Purposes = purposes,
            Sha256 = BannerDigest.Of(origins, request.PrivacyUrl!, request.CookieDomain, purposes), CreatedAt = now,
        };
    }
}
