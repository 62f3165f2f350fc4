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
            LinkPages.AnswerAsync(culture, http, withForm: true, async l => await consents.FindAsync(token, ct) is { } found
                ? LinkPages.Page<ConsentPage>(new { Language = l, Consent = found, OtherAddress = $"/{l.Other}/consents/{Uri.EscapeDataString(token)}" })
                : None(l)));
        pages.MapPost(Path, (string culture, string token, ConsentClient consents, HttpContext http, CancellationToken ct) =>
            LinkPages.AnswerAsync(culture, http, withForm: false, async l => await consents.WithdrawAsync(token, ct) == HttpStatusCode.OK
                ? LinkPages.Page<ConsentPage>(new { Language = l, Withdrawn = true })
                : None(l)));
        pages.MapGet(ConfirmPath, (string culture, HttpContext http) =>
            LinkPages.AnswerAsync(culture, http, withForm: true, l => Task.FromResult<RazorComponentResult>(LinkPages.Page<ConfirmPage>(new { Language = l }))));
        pages.MapPost(ConfirmPath, (string culture, string token, ConsentClient consents, HttpContext http, CancellationToken ct) =>
            LinkPages.AnswerAsync(culture, http, withForm: false, async l => await ConfirmAsync(token, consents, http, ct) switch
            {
                HttpStatusCode.OK => LinkPages.Page<ConfirmPage>(new { Language = l, Outcome = "confirmed" }),
                HttpStatusCode.UnprocessableEntity => LinkPages.Page<ConfirmPage>(new { Language = l, Outcome = "late" }, StatusCodes.Status410Gone),
                _ => None(l),
            }));
    }

    private static Task<HttpStatusCode> ConfirmAsync(string token, ConsentClient consents, HttpContext http, CancellationToken ct)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return consents.ConfirmAsync(token, http.Connection.RemoteIpAddress?.ToString(), agent.Length == 0 ? null : agent, ct);
    }

    private static RazorComponentResult None(Language language) => LinkPages.Page<NoConsentPage>(new { Language = language }, StatusCodes.Status404NotFound);
}
