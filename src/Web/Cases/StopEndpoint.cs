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
        return CaseEndpoint.Page<StopPage>(new { Language = Language.Of(culture) });
    }

    private static async Task<RazorComponentResult> StopAsync(
        string culture, string reference, string token, CaseClient cases, HttpContext http, CancellationToken ct)
    {
        PageHeaders.Set(http.Response);
        var language = Language.Of(culture);
        try
        {
            return await cases.StopAsync(reference, token, ct) switch
            {
                HttpStatusCode.NoContent => CaseEndpoint.Page<StopPage>(new { Language = language, Stopped = true }),
                HttpStatusCode.Conflict => CaseEndpoint.Page<TooLatePage>(new { Language = language }, StatusCodes.Status409Conflict),
                _ => CaseEndpoint.Page<NoCasePage>(new { Language = language }, StatusCodes.Status404NotFound),
            };
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            http.Response.Headers.RetryAfter = "30";
            return CaseEndpoint.Page<AwayPage>(new { Language = language }, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
