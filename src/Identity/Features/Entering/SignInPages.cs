using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Features.Entering;

/// <summary>Where staff sign in: password, then a code of the authenticator app, then back to the application that sent them.</summary>
internal static class SignInPages
{
    public const string Path = "/connect/sign-in";

    /// <summary>Where the back office begins.</summary>
    public const string Home = "/staff";

    private const string Why = "Here a member of staff proves who they are.";

    public static void Map(IEndpointRouteBuilder root)
    {
        root.MapGet(Path, ShowAsync).AllowAnonymousBecause(Why);
        root.MapPost(Path, PasswordAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{Path}/code", CodeAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{Path}/password", ChooseAsync).AllowAnonymousBecause(Why);
    }

    private static RazorComponentResult ShowAsync(HttpContext http, string? returnUrl) => Page(http, new DoorView("password", Safe(returnUrl)));

    private static async Task<IResult> PasswordAsync(HttpContext http, StaffDoor door, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await FormAsync(http, antiforgery) is not { } form)
        {
            return Expired(http);
        }

        var account = await door.ByPasswordAsync(form["email"].ToString(), form["password"].ToString(), ct);
        if (account is null)
        {
            return Page(http, new DoorView("password", Safe(form["returnUrl"])) { Wrong = true }, StatusCodes.Status401Unauthorized);
        }

        await http.EnterAsync(StaffCookies.Half, account);
        return await NextAsync(http, door, account, Safe(form["returnUrl"]), coded: false);
    }

    private static async Task<IResult> CodeAsync(
        HttpContext http, StaffDoor door, UserManager<StaffAccount> staff, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await FormAsync(http, antiforgery) is not { } form || await http.AccountAsync(StaffCookies.Half, staff) is not { } account)
        {
            return Expired(http);
        }

        return await door.ByCodeAsync(account, form["code"].ToString(), ct)
            ? await NextAsync(http, door, account, Safe(form["returnUrl"]), coded: true)
            : await AskCodeAsync(http, door, account, Safe(form["returnUrl"]), wrong: true);
    }

    private static async Task<IResult> ChooseAsync(
        HttpContext http, StaffDoor door, UserManager<StaffAccount> staff, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await FormAsync(http, antiforgery) is not { } form || await http.AccountAsync(StaffCookies.Half, staff) is not { PasswordIsOneTime: true } account)
        {
            return Expired(http);
        }

        if (!await door.ChooseAsync(account, form["password"].ToString()))
        {
            return Page(http, new DoorView("choose", Safe(form["returnUrl"])) { Wrong = true }, StatusCodes.Status422UnprocessableEntity);
        }

        await http.EnterAsync(StaffCookies.Half, account);
        return await NextAsync(http, door, account, Safe(form["returnUrl"]), coded: false);
    }

    // A one-time password is changed first, then the second factor; only then is anybody inside.
    internal static async Task<IResult> NextAsync(HttpContext http, StaffDoor door, StaffAccount account, string returnUrl, bool coded)
    {
        if (account.PasswordIsOneTime)
        {
            return Page(http, new DoorView("choose", returnUrl));
        }

        if (!coded && (account.TwoFactorEnabled || door.DemandsSecondFactor))
        {
            return await AskCodeAsync(http, door, account, returnUrl, wrong: false);
        }

        await http.SignOutAsync(StaffCookies.Half);
        await http.EnterAsync(returnUrl == PasskeyPages.Path ? StaffCookies.Keys : StaffCookies.Whole, account);
        return TypedResults.Redirect(returnUrl);
    }

    private static async Task<IResult> AskCodeAsync(HttpContext http, StaffDoor door, StaffAccount account, string returnUrl, bool wrong)
    {
        var key = account.TwoFactorEnabled ? null : await door.KeyAsync(account);
        if (key is not null && !wrong)
        {
            // A key made just now has changed the account's stamp.
            await http.EnterAsync(StaffCookies.Half, account);
        }

        return Page(http, new DoorView("code", returnUrl) { Wrong = wrong, Key = key }, wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
    }

    /// <summary>Null without its antiforgery token.</summary>
    internal static async Task<IFormCollection?> FormAsync(HttpContext http, IAntiforgery antiforgery) =>
        http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(http.RequestAborted) : null;

    internal static RazorComponentResult Expired(HttpContext http) =>
        Page(http, new DoorView("expired", Safe(null)), StatusCodes.Status400BadRequest);

    internal static RazorComponentResult Page(HttpContext http, DoorView view, int status = StatusCodes.Status200OK)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        var french = http.WantsFrench();
        return new RazorComponentResult<SignInPage>(new
        {
            view.Step, view.ReturnUrl, view.Wrong, view.Key, view.Target, view.Passkeys, view.ByPasskey, French = french, Token = tokens.RequestToken,
        })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }

    // Only back to where applications send people: nobody is led elsewhere by a made-up link.
    internal static string Safe(string? returnUrl) =>
        returnUrl == PasskeyPages.Path || returnUrl?.StartsWith("/connect/authorize?", StringComparison.Ordinal) == true ? returnUrl : Home;
}

/// <summary>What the door shows: which step, and where it leads.</summary>
internal sealed record DoorView(string Step, string ReturnUrl)
{
    public bool Wrong { get; init; }

    /// <summary>The authenticator's key, while it is being set up.</summary>
    public string? Key { get; init; }

    public string? Target { get; init; }

    /// <summary>It was a passkey that was refused.</summary>
    public bool ByPasskey { get; init; }

    public IReadOnlyList<(string Id, string? Name, DateTimeOffset CreatedAt)> Passkeys { get; init; } = [];
}
