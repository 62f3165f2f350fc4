using Gdpr.Web.Portal;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gdpr.Web.BackOffice;

/// <summary>Where staff come in: sign-in by Identity, the requests by the time left, and the way out.</summary>
internal static class StaffPages
{
    private static readonly string[] Over = ["Completed", "Refused", "Cancelled"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff", ShowAsync);
        pages.MapPost("/staff/sign-out", LeaveAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, RoomCalls calls, IAntiforgery antiforgery, TimeProvider clock, CancellationToken ct)
    {
        var session = await http.AuthenticateAsync(StaffSession.Scheme);
        if (session.Properties?.GetTokenValue("access_token") is not { } token)
        {
            return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/staff" }, [StaffSession.Challenge]);
        }

        http.User = session.Principal!;
        PageHeaders.SetForForms(http.Response);
        var french = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true;
        var requests = Scopes(token).Contains("subject-rights.read")
            ? await calls.GetAsync<Listed<RequestItem>>("subject-rights", "requests?limit=500", token, ct)
            : null;
        List<RequestItem>? open = requests is null ? null : [.. requests.Items.Where(r => !Over.Contains(r.Status)).OrderBy(r => r.DueAt ?? DateTimeOffset.MaxValue)];
        return new RazorComponentResult<BoardPage>(new
        {
            Language = Words.Language.Of(french ? "fr" : "en"),
            Roles = http.User.FindAll("role").Select(r => r.Value).ToList(),
            Requests = open,
            Now = clock.GetUtcNow(),
            FormToken = antiforgery.GetAndStoreTokens(http).RequestToken!,
        })
        { PreventStreamingRendering = true };
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, RoomCalls calls, IAntiforgery antiforgery, CancellationToken ct)
    {
        http.User = (await http.AuthenticateAsync(StaffSession.Scheme)).Principal ?? http.User;
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        await StaffSession.LeaveAsync(http, calls, ct);
        return TypedResults.LocalRedirect("/en");
    }

    private static string[] Scopes(string token) =>
        new JsonWebToken(token).TryGetPayloadValue<string>("scope", out var scopes) ? scopes.Split(' ') : [];
}
