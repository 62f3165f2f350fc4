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

    private static async Task<RazorComponentResult> ShowAsync(
        string culture, string reference, string secret, CaseClient cases, HttpContext http, CancellationToken ct)
    {
        PageHeaders.Set(http.Response);
        var language = Language.Of(culture);
        try
        {
            var found = await cases.FindAsync(reference, secret, ct);
            return found is null
                ? Page<NoCasePage>(new { Language = language }, StatusCodes.Status404NotFound)
                : Page<CasePage>(new { Language = language, Case = found, OtherAddress = Other(language, reference, secret) });
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            http.Response.Headers.RetryAfter = "30";
            return Page<AwayPage>(new { Language = language }, StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal static RazorComponentResult<T> Page<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    private static string Other(Language language, string reference, string secret) =>
        $"/{language.Other}/cases/{Uri.EscapeDataString(reference)}/{Uri.EscapeDataString(secret)}";
}
