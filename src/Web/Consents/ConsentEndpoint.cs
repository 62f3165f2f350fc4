using System.Net;
using Gdpr.Web.Cases;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Web.Consents;

/// <summary>The links of a consent: looking, as mail scanners do, changes nothing; one button takes it back or confirms it (Art. 7(3)).</summary>
internal static class ConsentEndpoint
{
    private const string Path = "/{culture:regex(^(fr|en)$)}/consents/{token}";
    private const string ConfirmPath = "/{culture:regex(^(fr|en)$)}/consents/confirm/{token}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (string culture, string token, ConsentClient consents, HttpContext http, CancellationToken ct) =>
            AnswerAsync(culture, http, withForm: true, async l => await consents.FindAsync(token, ct) is { } found
                ? CaseEndpoint.Page<ConsentPage>(new { Language = l, Consent = found, OtherAddress = $"/{l.Other}/consents/{Uri.EscapeDataString(token)}" })
                : None(l)));
        pages.MapPost(Path, (string culture, string token, ConsentClient consents, HttpContext http, CancellationToken ct) =>
            AnswerAsync(culture, http, withForm: false, async l => await consents.WithdrawAsync(token, ct) == HttpStatusCode.OK
                ? CaseEndpoint.Page<ConsentPage>(new { Language = l, Withdrawn = true })
                : None(l)));
        pages.MapGet(ConfirmPath, (string culture, HttpContext http) =>
            AnswerAsync(culture, http, withForm: true, l => Task.FromResult<RazorComponentResult>(CaseEndpoint.Page<ConfirmPage>(new { Language = l }))));
        pages.MapPost(ConfirmPath, (string culture, string token, ConsentClient consents, HttpContext http, CancellationToken ct) =>
            AnswerAsync(culture, http, withForm: false, async l => await ConfirmAsync(token, consents, http, ct) switch
            {
                HttpStatusCode.OK => CaseEndpoint.Page<ConfirmPage>(new { Language = l, Outcome = "confirmed" }),
                HttpStatusCode.UnprocessableEntity => CaseEndpoint.Page<ConfirmPage>(new { Language = l, Outcome = "late" }, StatusCodes.Status410Gone),
                _ => None(l),
            }));
    }

    private static Task<HttpStatusCode> ConfirmAsync(string token, ConsentClient consents, HttpContext http, CancellationToken ct)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return consents.ConfirmAsync(token, http.Connection.RemoteIpAddress?.ToString(), agent.Length == 0 ? null : agent, ct);
    }

    private static RazorComponentResult None(Language language) => CaseEndpoint.Page<NoConsentPage>(new { Language = language }, StatusCodes.Status404NotFound);

    private static async Task<RazorComponentResult> AnswerAsync(string culture, HttpContext http, bool withForm, Func<Language, Task<RazorComponentResult>> answer)
    {
        PageHeaders.Set(http.Response, withForm);
        var language = Language.Of(culture);
        try
        {
            return await answer(language);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            http.Response.Headers.RetryAfter = "30";
            return CaseEndpoint.Page<AwayPage>(new { Language = language }, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
