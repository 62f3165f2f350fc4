using System.Net;
using Gdpr.Web.Cases;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Web.Forms;

/// <summary>
/// A form of the company, here and wherever it is embedded: an entry asks the address to confirm, and the page says the
/// same to everybody.
/// </summary>
internal static class FormEndpoint
{
    private const string Path = "/{culture:regex(^(fr|en)$)}/forms/{form}";
    private const int MostFields = 40;
    private const long MostBytes = 16 * 1024;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (string culture, string form, FormClient forms, HttpContext http, CancellationToken ct) =>
            LinkPages.AnswerAsync(culture, http, withForm: true, async l => await forms.FindAsync(form, l.Code, ct) is { } found
                ? LinkPages.Page<FormPage>(new { Language = l, found.Title, found.Html, OtherAddress = $"/{l.Other}/forms/{Uri.EscapeDataString(form)}" })
                : LinkPages.Page<FormPage>(new { Language = l }, StatusCodes.Status404NotFound)));
        pages.MapPost(Path, (string culture, string form, FormClient forms, HttpContext http, CancellationToken ct) =>
            LinkPages.AnswerAsync(culture, http, withForm: true, async l => await EnterAsync(form, l, forms, http, ct) switch
            {
                HttpStatusCode.Accepted => LinkPages.Page<FormPage>(new { Language = l, Outcome = "sent" }),
                HttpStatusCode.NotFound => LinkPages.Page<FormPage>(new { Language = l }, StatusCodes.Status404NotFound),
                _ => LinkPages.Page<FormPage>(new { Language = l, Outcome = "incomplete" }, StatusCodes.Status422UnprocessableEntity),
            }));
    }

    private static async Task<HttpStatusCode> EnterAsync(string form, Language language, FormClient forms, HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MostBytes)
        {
            return HttpStatusCode.UnprocessableEntity;
        }

        var typed = await http.Request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { ValueCountLimit = MostFields, BufferBodyLengthLimit = MostBytes }, ct);
        string? Typed(string name) => typed[name].ToString() is { Length: > 0 } value ? value : null;
        var agent = http.Request.Headers.UserAgent.ToString();
        return await forms.EnterAsync(
            new
            {
                form, language = language.Code, email = Typed("email") ?? "", boxes = typed["box"].ToArray(), givenName = Typed("givenName"), familyName = Typed("familyName"),
                organisation = Typed("organisation"), phone = Typed("phone"), website = Typed("website"), ip = http.Connection.RemoteIpAddress?.ToString(),
                userAgent = agent.Length is 0 ? null : agent.Length > 300 ? agent[..300] : agent,
            },
            ct);
    }
}
