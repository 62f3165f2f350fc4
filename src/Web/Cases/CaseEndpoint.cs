using Gdpr.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Web.Cases;

/// <summary>Shows a person the state of their request (Art. 12(2)); reading changes nothing and an unknown link learns nothing.</summary>
internal static class CaseEndpoint
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/{culture:regex(^(fr|en)$)}/cases/{reference}/{secret}", ShowAsync);

    private static Task<RazorComponentResult> ShowAsync(
        string culture, string reference, string secret, CaseClient cases, HttpContext http, CancellationToken ct) =>
        LinkPages.AnswerAsync(culture, http, withForm: false, async l => await cases.FindAsync(reference, secret, ct) is { } found
            ? LinkPages.Page<CasePage>(new { Language = l, Case = found, OtherAddress = Other(l, reference, secret) })
            : LinkPages.Page<NoCasePage>(new { Language = l }, StatusCodes.Status404NotFound));

    private static string Other(Language language, string reference, string secret) =>
        $"/{language.Other}/cases/{Uri.EscapeDataString(reference)}/{Uri.EscapeDataString(secret)}";
}
