using Gdpr.Web.Sessions;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Web.Portal;

/// <summary>What every page of the portal needs: language, session, and the token of its forms.</summary>
public sealed record Visit(HttpContext Http, Language Language, string? Token, string FormToken)
{
    public bool SignedIn => Token is not null;

    /// <summary>The same page in the other language.</summary>
    public string OtherAddress => $"/{Language.Other}{Http.Request.Path.Value![3..]}";

    public string Address(string page) => $"/{Language.Code}{page}";

    public string Say(string french, string english) => Language.Say(french, english);

    public string? Query(string name) => Http.Request.Query[name] is { Count: > 0 } value ? value[0] : null;

    public bool At(string page) => page.Length == 0 ? Http.Request.Path.Value!.Length <= 4 : Http.Request.Path.StartsWithSegments($"/{Language.Code}{page}");
}

/// <summary>The frame of every page's handling: language from the address, session, forms with their token, an API that is away.</summary>
internal static class PortalPages
{
    public const string Culture = "/{culture:regex(^(fr|en)$)}";

    public static Delegate Open(Func<Visit, CancellationToken, Task<IResult>> page) => async (string culture, HttpContext http, CancellationToken ct) =>
    {
        PageHeaders.SetForForms(http.Response);
        var token = await http.TokenAsync();
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (HttpMethods.IsPost(http.Request.Method) && !(http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http)))
        {
            return Page<StalePage>(VisitOf(culture, http, token, antiforgery), StatusCodes.Status400BadRequest);
        }

        var visit = VisitOf(culture, http, token, antiforgery);
        try
        {
            return await page(visit, ct);
        }
        catch (HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            return SignIn(visit);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            http.Response.Headers.RetryAfter = "30";
            return Page<AwayFromRooms>(visit, StatusCodes.Status503ServiceUnavailable);
        }
    };

    /// <summary>The same for pages that only a signed-in person may see.</summary>
    public static Delegate Own(Func<Visit, string, CancellationToken, Task<IResult>> page) =>
        Open((visit, ct) => visit.Token is { } token ? page(visit, token, ct) : Task.FromResult<IResult>(SignIn(visit)));

    public static RazorComponentResult Page<T>(Visit visit, int status = StatusCodes.Status200OK, params (string Name, object? Value)[] more)
        where T : IComponent
    {
        var parameters = more.ToDictionary(m => m.Name, m => m.Value);
        parameters["Visit"] = visit;
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>After a form: a page that can be loaded again without sending it again.</summary>
    public static IResult SeeOther(Visit visit, string page)
    {
        visit.Http.Response.Headers.Location = visit.Address(page);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult SignIn(Visit visit) => SeeOther(visit, "/sign-in");

    private static Visit VisitOf(string culture, HttpContext http, string? token, IAntiforgery antiforgery) =>
        new(http, Language.Of(culture), token, antiforgery.GetAndStoreTokens(http).RequestToken!);
}
