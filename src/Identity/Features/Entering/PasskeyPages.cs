using System.Buffers.Text;
using System.Reflection;
using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Features.Entering;

/// <summary>A member of staff who has just proved who they are adds or removes their passkeys; at the door a passkey is enough.</summary>
internal static class PasskeyPages
{
    public const string Path = "/connect/passkeys";
    public const string Script = "/connect/passkeys.js";

    private const string Why = "Here a member of staff proves who they are.";
    private static readonly byte[] Text = Read();

    public static void Map(IEndpointRouteBuilder root)
    {
        root.MapGet(Script, () => TypedResults.Bytes(Text, "text/javascript; charset=utf-8")).AllowAnonymousBecause("A script without data.");
        root.MapPost($"{SignInPages.Path}/passkey/options", AskToUseAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{SignInPages.Path}/passkey", UseAsync).AllowAnonymousBecause(Why);
        root.MapGet(Path, ShowAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{Path}/options", AskToMakeAsync).AllowAnonymousBecause(Why);
        root.MapPost(Path, AddAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{Path}/removal", RemoveAsync).AllowAnonymousBecause(Why);
        root.MapPost($"{Path}/end", EndAsync).AllowAnonymousBecause(Why);
    }

    private static async Task<IResult> AskToUseAsync(HttpContext http, PasskeyDoor door, IAntiforgery antiforgery) =>
        await SignInPages.FormAsync(http, antiforgery) is null ? SignInPages.Expired(http) : Json(await door.AskToUseAsync(http));

    private static async Task<IResult> UseAsync(HttpContext http, PasskeyDoor passkeys, StaffDoor door, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (await SignInPages.FormAsync(http, antiforgery) is not { } form)
        {
            return SignInPages.Expired(http);
        }

        var returnUrl = SignInPages.Safe(form["returnUrl"]);
        return await passkeys.ByPasskeyAsync(http, form["credential"].ToString(), ct) is { } account
            ? await SignInPages.NextAsync(http, door, account, returnUrl, coded: true)
            : SignInPages.Page(http, new DoorView("password", returnUrl) { Wrong = true, ByPasskey = true }, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, UserManager<StaffAccount> staff) =>
        await http.AccountAsync(StaffCookies.Keys, staff) is { } account
            ? SignInPages.Page(http, new DoorView("passkeys", SignInPages.Home) { Passkeys = await PasskeysAsync(staff, account) })
            : Results.Challenge(new AuthenticationProperties { RedirectUri = Path }, [StaffCookies.Half]);

    private static async Task<IResult> AskToMakeAsync(HttpContext http, UserManager<StaffAccount> staff, PasskeyDoor door, IAntiforgery antiforgery) =>
        await SignInPages.FormAsync(http, antiforgery) is not null && await http.AccountAsync(StaffCookies.Keys, staff) is { } account
            ? Json(await door.AskToMakeAsync(http, account))
            : SignInPages.Expired(http);

    private static async Task<IResult> AddAsync(HttpContext http, UserManager<StaffAccount> staff, PasskeyDoor door, IAntiforgery antiforgery)
    {
        if (await SignInPages.FormAsync(http, antiforgery) is not { } form || await http.AccountAsync(StaffCookies.Keys, staff) is not { } account)
        {
            return SignInPages.Expired(http);
        }

        var name = form["name"].ToString().Trim() is { Length: > 0 } said ? said : null;
        return await door.AddAsync(http, account, form["credential"].ToString(), name)
            ? TypedResults.Redirect(Path)
            : SignInPages.Page(http, new DoorView("passkeys", SignInPages.Home) { Wrong = true, Passkeys = await PasskeysAsync(staff, account) }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, UserManager<StaffAccount> staff, PasskeyDoor door, IAntiforgery antiforgery)
    {
        if (await SignInPages.FormAsync(http, antiforgery) is not { } form || await http.AccountAsync(StaffCookies.Keys, staff) is not { } account)
        {
            return SignInPages.Expired(http);
        }

        if (form["id"].ToString() is var id && Base64Url.IsValid(id))
        {
            await door.RemoveAsync(account, Base64Url.DecodeFromChars(id));
        }

        return TypedResults.Redirect(Path);
    }

    private static async Task<IResult> EndAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await SignInPages.FormAsync(http, antiforgery) is null)
        {
            return SignInPages.Expired(http);
        }

        await http.SignOutAsync(StaffCookies.Keys);
        return TypedResults.Redirect(SignInPages.Home);
    }

    private static async Task<IReadOnlyList<(string Id, string? Name, DateTimeOffset CreatedAt)>> PasskeysAsync(UserManager<StaffAccount> staff, StaffAccount account) =>
        [.. (await staff.GetPasskeysAsync(account)).Select(p => (Base64Url.EncodeToString(p.CredentialId), p.Name, p.CreatedAt))];

    private static ContentHttpResult Json(string text) => TypedResults.Text(text, "application/json");

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("passkeys.js")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
