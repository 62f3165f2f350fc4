using System.Security.Claims;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Identity.Features.SigningIn;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>
/// A client that proved who it is gets a token for the scopes it asks, or for all it has when it asks none; the web app
/// also gets the tokens of the people whom it lets in.
/// </summary>
internal static class IssueToken
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder root) =>
        root.MapPost(TokenServer.Path, HandleAsync).AllowAnonymousBecause("Here a client proves who it is, by its secret.");

    private static async Task<IResult> HandleAsync(
        HttpContext http, IOpenIddictApplicationManager clients, SubjectGrant subjects, StaffGrant staff, CancellationToken ct)
    {
        // OpenIddict has checked grant type and secret before the request comes here.
        var request = http.GetOpenIddictServerRequest()!;
        return request.GrantType switch
        {
            Grants.Code => OfSubject(await subjects.ByCodeAsync((string?)request["ticket"], (string?)request["one_time_code"], ct)),
            Grants.Link => OfSubject(await subjects.ByLinkAsync((string?)request["link"], ct)),
            GrantTypes.AuthorizationCode or GrantTypes.RefreshToken => await OfStaffAsync(http, staff),
            _ => await OfClientAsync(request, clients, ct),
        };
    }

    private static async Task<IResult> OfClientAsync(OpenIddictRequest request, IOpenIddictApplicationManager clients, CancellationToken ct)
    {
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

    private static IResult OfSubject(SubjectId? subject)
    {
        if (subject is not { } person)
        {
            return Refuse(Errors.InvalidGrant, "The code or link is wrong, used or too old.");
        }

        var identity = new ClaimsIdentity(Scheme, Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, $"subject:{person}").SetClaim(SelfAccess.Claim, person.ToString());
        identity.SetScopes(SelfAccess.Scope).SetAccessTokenLifetime(TokenServer.OfSubjects);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static async Task<IResult> OfStaffAsync(HttpContext http, StaffGrant staff)
    {
        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        return principal is not null && await staff.RenewAsync(principal) is { } now
            ? Results.SignIn(now, authenticationScheme: Scheme)
            : Refuse(Errors.InvalidGrant, "The session has ended.");
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
