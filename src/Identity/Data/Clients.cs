using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Data;

/// <summary>How a client is written down and read back: client credentials only, and its scopes.</summary>
internal static class Clients
{
    /// <summary>Creates the client, or gives it this secret and these scopes when it has others.</summary>
    public static async Task UpsertAsync(
        this IOpenIddictApplicationManager clients, string id, string secret, IEnumerable<string> scopes, CancellationToken ct) =>
        await clients.UpsertAsync(Describe(id, secret, scopes), ct);

    public static async Task UpsertAsync(this IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor wanted, CancellationToken ct)
    {
        var (id, secret) = (wanted.ClientId!, wanted.ClientSecret!);
        var known = await clients.FindByClientIdAsync(id, ct);
        if (known is null)
        {
            await clients.CreateAsync(wanted, ct);
            return;
        }

        var permissions = await clients.GetPermissionsAsync(known, ct);
        var redirects = await clients.GetRedirectUrisAsync(known, ct);
        if (wanted.Permissions.SetEquals(permissions) && wanted.RedirectUris.Select(u => u.ToString()).SequenceEqual(redirects) && await clients.ValidateClientSecretAsync(known, secret, ct))
        {
            return;
        }

        await clients.UpdateAsync(known, wanted, ct);
    }

    public static OpenIddictApplicationDescriptor Describe(string id, string secret, IEnumerable<string> scopes)
    {
        var client = new OpenIddictApplicationDescriptor { ClientId = id, ClientSecret = secret, ClientType = ClientTypes.Confidential };
        client.Permissions.Add(Permissions.Endpoints.Token);
        client.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
        client.Permissions.UnionWith(scopes.Select(s => Permissions.Prefixes.Scope + s));
        return client;
    }

    /// <summary>The web app: it lets staff in by a code with PKCE, and data subjects by what was mailed to them.</summary>
    public static OpenIddictApplicationDescriptor DescribeWeb(string id, string secret, Uri callback, IEnumerable<string> grants, IEnumerable<string> scopes)
    {
        var client = Describe(id, secret, scopes);
        client.ConsentType = ConsentTypes.Implicit;
        client.RedirectUris.Add(callback);
        client.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, .. grants.Select(g => Permissions.Prefixes.GrantType + g),
        ]);
        client.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        return client;
    }

    public static IReadOnlyList<string> ScopesOf(IEnumerable<string> permissions) =>
        [.. permissions.Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(p => p[Permissions.Prefixes.Scope.Length..])
            .Order(StringComparer.Ordinal)];
}
