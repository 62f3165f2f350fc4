using Gdpr.Kernel.Calendars;
using Gdpr.Web.Sessions;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gdpr.Web.BackOffice;

/// <summary>What every page of the back office needs: who is at work, in which language, and what their roles open.</summary>
public sealed record StaffVisit(HttpContext Http, Language Language, string Token, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, string FormToken, DateTimeOffset Now)
{
    public string Say(string french, string english) => Language.Say(french, english);

    public bool May(string scope) => Scopes.Contains(scope);

    public string? Query(string name) => Http.Request.Query[name] is { Count: > 0 } value ? value[0] : null;

    /// <summary>Where the company is at home: its hours are those of the forms.</summary>
    public string HomeCountry
    {
        get
        {
            var settings = Http.RequestServices.GetRequiredService<IConfiguration>();
            return settings["Gdpr:Controller:Region"] ?? settings["Gdpr:Controller:Country"] ?? settings["Gdpr:Country"] ?? "FR";
        }
    }

    /// <summary>A moment in the hours of the company.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset at) => Jurisdiction.TryFind(HomeCountry, out var home) ? home.LocalTime(at) : at;

    internal RoomCalls Calls => Http.RequestServices.GetRequiredService<RoomCalls>();
}

/// <summary>The frame of every page's handling: the session or the door, forms with their token, rooms that are away.</summary>
internal static class StaffFrames
{
    public static Delegate Open(Func<StaffVisit, CancellationToken, Task<IResult>> page) => Open(page, static http => Task.FromResult(http.Request.HasFormContentType));

    /// <summary>The same, for a form that is too large to be read before its token is looked at: see <see cref="StreamedForm"/>.</summary>
    public static Delegate OpenStreamed(Func<StaffVisit, CancellationToken, Task<IResult>> page) => Open(page, StreamedForm.OpenAsync);

    private static Delegate Open(Func<StaffVisit, CancellationToken, Task<IResult>> page, Func<HttpContext, Task<bool>> openForm) => async (HttpContext http, CancellationToken ct) =>
    {
        var session = await http.AuthenticateAsync(StaffSession.Scheme);
        if (session.Properties?.GetTokenValue("access_token") is not { } token)
        {
            return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/staff" }, [StaffSession.Challenge]);
        }

        http.User = session.Principal!;
        PageHeaders.SetForForms(http.Response);
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (HttpMethods.IsPost(http.Request.Method) && !(await openForm(http) && await antiforgery.IsRequestValidAsync(http)))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var visit = VisitOf(http, token, antiforgery);
        try
        {
            return await page(visit, ct);
        }
        catch (Exception e) when (IsAway(e, ct))
        {
            http.Response.Headers.RetryAfter = "30";
            return Page<StaffAwayPage>(visit, StatusCodes.Status503ServiceUnavailable);
        }
    };

    /// <summary>A room does not answer, as opposed to a visitor who has left.</summary>
    public static bool IsAway(Exception e, CancellationToken ct) =>
        !ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException;

    public static RazorComponentResult Page<T>(StaffVisit visit, int status = StatusCodes.Status200OK, params (string Name, object? Value)[] more)
        where T : IComponent
    {
        var parameters = more.ToDictionary(m => m.Name, m => m.Value);
        parameters["Visit"] = visit;
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    public static IResult SeeOther(StaffVisit visit, string path)
    {
        visit.Http.Response.Headers.Location = path;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static StaffVisit VisitOf(HttpContext http, string token, IAntiforgery antiforgery) => new(
        http,
        PreferredLanguage.Of(http),
        token,
        [.. http.User.FindAll("role").Select(r => r.Value)],
        new JsonWebToken(token).TryGetPayloadValue<string>("scope", out var scopes) ? scopes.Split(' ') : [],
        antiforgery.GetAndStoreTokens(http).RequestToken!,
        http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
}
