using System.Net;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Web.Cases;

/// <summary>The link of a notice: looking at it changes nothing, the button stops the erasure.</summary>
internal static class StopEndpoint
{
    private const string Path = "/{culture:regex(^(fr|en)$)}/cases/{reference}/stop/{token}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show);
        pages.MapPost(Path, StopAsync);
    }

    private static RazorComponentResult Show(string culture, HttpContext http)
    {
        PageHeaders.Set(http.Response, withForm: true);
        return LinkPages.Page<StopPage>(new { Language = Language.Of(culture) });
    }

    private static Task<RazorComponentResult> StopAsync(
        string culture, string reference, string token, CaseClient cases, HttpContext http, CancellationToken ct) =>
        LinkPages.AnswerAsync(culture, http, withForm: false, async l => await cases.StopAsync(reference, token, ct) switch
        {
            HttpStatusCode.NoContent => LinkPages.Page<StopPage>(new { Language = l, Stopped = true }),
            HttpStatusCode.Conflict => LinkPages.Page<TooLatePage>(new { Language = l }, StatusCodes.Status409Conflict),
            _ => LinkPages.Page<NoCasePage>(new { Language = l }, StatusCodes.Status404NotFound),
        });
}
