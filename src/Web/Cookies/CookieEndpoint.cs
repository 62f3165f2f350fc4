using System.Net;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Gdpr.Web.Cookies;

/// <summary>The banner that other sites of the company embed with one line, and the proof of what was chosen on it (Art. 82 of the French data protection act).</summary>
internal static class CookieEndpoint
{
    private const string Home = "/cookies";
    private const long MostBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet($"{Home}/banner.css", (HttpContext http) => Public(http, 3600, TypedResults.Text(BannerScript.Style, "text/css; charset=utf-8")));
        pages.MapGet($"{Home}/{{banner}}/{{culture:regex(^(fr|en)$)}}.js", ScriptAsync);
        pages.MapPost($"{Home}/{{banner}}/choices", ChooseAsync);
    }

    // A change of the banner is seen by everybody within minutes.
    private static async Task<IResult> ScriptAsync(string banner, string culture, CookieClient cookies, HttpContext http, CancellationToken ct) =>
        await cookies.FindAsync(banner, ct) is { } found
            ? Public(http, 300, TypedResults.Text(BannerScript.Of(found, Language.Of(culture)), "text/javascript; charset=utf-8"))
            : TypedResults.NotFound();

    private static async Task<IResult> ChooseAsync(string banner, CookieClient cookies, HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MostBytes)
        {
            return TypedResults.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var said = await http.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 10, BufferBodyLengthLimit = MostBytes }, ct);
        string[] Codes(string name) => said[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var (accepted, refused) = (Codes("accepted"), Codes("refused"));
        if (!int.TryParse(said["version"], out var version) || accepted.Concat(refused).Distinct().Count() < accepted.Length + refused.Length)
        {
            return TypedResults.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var origin = http.Request.Headers.Origin.ToString();
        var choices = accepted.Select(c => (c, true)).Concat(refused.Select(c => (c, false))).ToDictionary(c => c.c, c => c.Item2, StringComparer.Ordinal);
        Guid? choiceId = Guid.TryParse(said["choiceId"], out var made) ? made : null;
        var status = await cookies.ChooseAsync(new { banner, version, language = said["language"].ToString(), origin, choiceId, choices }, ct);
        if (status != HttpStatusCode.Created)
        {
            return TypedResults.StatusCode((int)status);
        }

        // The room knows the site: its page, and no other, may read the answer.
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.Vary = "Origin";
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static IResult Public(HttpContext http, int seconds, IResult file)
    {
        http.Response.Headers.CacheControl = $"public, max-age={seconds}";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return file;
    }
}
