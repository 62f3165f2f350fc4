using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Data;

/// <summary>How a client is written down and read back: client credentials only, and its scopes.</summary>
internal static class Clients
{
    /// <summary>Creates the client, or gives it this secret and these scopes when it has others.</summary>
    public static async Task UpsertAsync(
        this IOpenIddictApplicationManager clients, string id, string secret, IEnumerable<string> scopes, CancellationToken ct)
    {
        var wanted = Describe(id, secret, scopes);
        var known = await clients.FindByClientIdAsync(id, ct);
        if (known is null)
        {
            await clients.CreateAsync(wanted, ct);
            return;
        }

        var permissions = await clients.GetPermissionsAsync(known, ct);
        if (wanted.Permissions.SetEquals(permissions) && await clients.ValidateClientSecretAsync(known, secret, ct))
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

    public static IReadOnlyList<string> ScopesOf(IEnumerable<string> permissions) =>
        [.. permissions.Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(p => p[Permissions.Prefixes.Scope.Length..])
            .Order(StringComparer.Ordinal)];
}
