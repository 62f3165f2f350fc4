using System.Text.Json;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Web.Cases;

/// <summary>The pages behind the links of our mails and forms: without a session or a script; a room that is away is said as such.</summary>
internal static class LinkPages
{
    public static RazorComponentResult<T> Page<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    public static async Task<RazorComponentResult> AnswerAsync(
        string culture, HttpContext http, bool withForm, Func<Language, Task<RazorComponentResult>> answer)
    {
        PageHeaders.Set(http.Response, withForm);
        var language = Language.Of(culture);
        try
        {
            return await answer(language);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or JsonException)
        {
            http.Response.Headers.RetryAfter = "30";
            return Page<AwayPage>(new { Language = language }, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
