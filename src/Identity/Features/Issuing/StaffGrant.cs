using System.Security.Claims;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>What a token of a member of staff says: id, roles and the scopes of the roles as they are now; neither name nor address.</summary>
internal sealed class StaffGrant(UserManager<StaffAccount> staff, KnownRooms rooms)
{
    private const string Stamp = "stamp";

    public async Task<ClaimsPrincipal> PrincipalAsync(StaffAccount account)
    {
        var roles = await staff.GetRolesAsync(account);
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaims(Claims.Role, [.. roles]).SetClaim(Stamp, account.SecurityStamp);
        identity.SetScopes([Scopes.OpenId, Scopes.OfflineAccess, .. StaffRoles.ScopesOf(roles, [.. rooms.Scopes])]);
        identity.SetAccessTokenLifetime(TokenServer.OfStaff);
        identity.SetDestinations(claim => claim.Type switch
        {
            Stamp => [],
            Claims.Role or Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Null when the account is gone or locked, or its password, roles or second factor changed since.</summary>
    public async Task<ClaimsPrincipal?> RenewAsync(ClaimsPrincipal before)
    {
        var account = before.GetClaim(Claims.Subject) is { } id ? await staff.FindByIdAsync(id) : null;
        if (account is null || account.SecurityStamp != before.GetClaim(Stamp) || await staff.IsLockedOutAsync(account))
        {
            return null;
        }

        var now = await PrincipalAsync(account);
        now.SetAuthorizationId(before.GetAuthorizationId());
        return now;
    }
}
