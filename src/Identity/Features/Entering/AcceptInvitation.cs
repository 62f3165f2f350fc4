using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Features.Entering;

/// <summary>A new member of staff chooses a password by the link of the invitation, once.</summary>
internal static class AcceptInvitation
{
    public const string Path = "/connect/invitations/{secret}";

    private const string Why = "The secret link of the mail is the key.";

    public static void Map(IEndpointRouteBuilder root)
    {
        root.MapGet(Path, ShowAsync).AllowAnonymousBecause(Why);
        root.MapPost(Path, ChooseAsync).AllowAnonymousBecause(Why);
    }

    private static async Task<RazorComponentResult> ShowAsync(string secret, IdentityDbContext db, HttpContext http, CancellationToken ct) =>
        await InvitedAsync(secret, db, ct) is null ? SignInPages.Expired(http) : SignInPages.Page(http, View(secret));

    private static async Task<IResult> ChooseAsync(
        string secret, IdentityDbContext db, StaffDoor door, IAntiforgery antiforgery, HttpContext http, CancellationToken ct)
    {
        if (await SignInPages.FormAsync(http, antiforgery) is not { } form || await InvitedAsync(secret, db, ct) is not { } account)
        {
            return SignInPages.Expired(http);
        }

        if (!await door.ChooseAsync(account, form["password"].ToString()))
        {
            return SignInPages.Page(http, View(secret) with { Wrong = true }, StatusCodes.Status422UnprocessableEntity);
        }

        db.Audit(account.Id.ToString(), "staff.joined", reference: account.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Redirect("/staff");
    }

    private static DoorView View(string secret) => new("choose", "/staff") { Target = $"/connect/invitations/{Uri.EscapeDataString(secret)}" };

    private static Task<StaffAccount?> InvitedAsync(string secret, IdentityDbContext db, CancellationToken ct)
    {
        var (hash, now) = (SignInSecrets.HashOf(secret), db.Now);
        return db.Staff.SingleOrDefaultAsync(a => a.InvitationHash == hash && a.InvitationEndsAt > now, ct);
    }
}
