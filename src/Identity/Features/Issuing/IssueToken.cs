using System.Security.Claims;
using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>A client that proved who it is gets a token for the scopes it asks, or for all it has when it asks none.</summary>
internal static class IssueToken
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder root) =>
        root.MapPost(TokenServer.Path, HandleAsync).AllowAnonymousBecause("Here a client proves who it is, by its secret.");

    private static async Task<IResult> HandleAsync(HttpContext http, IOpenIddictApplicationManager clients, CancellationToken ct)
    {
        // OpenIddict has checked grant type and secret before the request comes here.
        var request = http.GetOpenIddictServerRequest()!;
        var client = (await clients.FindByClientIdAsync(request.ClientId!, ct))!;
        var granted = Clients.ScopesOf(await clients.GetPermissionsAsync(client, ct));
        var asked = request.GetScopes();
        if (asked.Except(granted, StringComparer.Ordinal).Any())
        {
            return Refuse(Errors.InvalidScope, "A scope is unknown or was not given to this client.");
        }

        var identity = new ClaimsIdentity(Scheme, Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetScopes(asked.IsEmpty ? granted : asked);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static IResult Refuse(string error, string description)
    {
        var properties = new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        });
        return Results.Forbid(properties, [Scheme]);
    }
}
