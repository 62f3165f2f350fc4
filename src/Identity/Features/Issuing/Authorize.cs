using Gdpr.Identity.Data;
using Gdpr.Identity.Features.Entering;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Server.AspNetCore;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>Gives the application a code for whoever has just signed in; everybody else is sent to the door.</summary>
internal static class Authorize
{
    public static void Map(IEndpointRouteBuilder root) =>
        root.MapMethods(TokenServer.AuthorizePath, [HttpMethods.Get, HttpMethods.Post], HandleAsync)
            .AllowAnonymousBecause("Here a member of staff proves who they are, before a code is given.");

    private static async Task<IResult> HandleAsync(HttpContext http, UserManager<StaffAccount> staff, StaffGrant grant, IdentityDbContext db, CancellationToken ct)
    {
        if (await http.AccountAsync(StaffCookies.Whole, staff) is not { } account)
        {
            return Results.Challenge(new AuthenticationProperties { RedirectUri = http.Request.Path + http.Request.QueryString }, [StaffCookies.Half]);
        }

        // The application keeps the session: here nothing is left that could sign somebody in again.
        await http.SignOutAsync(StaffCookies.Whole);
        db.Audit(account.Id.ToString(), "staff.entered", reference: account.Id);
        await db.SaveChangesAsync(ct);
        return Results.SignIn(await grant.PrincipalAsync(account), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
