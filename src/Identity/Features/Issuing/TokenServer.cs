using System.Security.Cryptography;
using System.Text;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>
/// Sets OpenIddict up: client credentials for machines, code with PKCE and refresh for staff, one-time codes for data
/// subjects; signed access tokens that every room can read, keys at the usual places.
/// </summary>
internal static class TokenServer
{
    public const string Path = "/connect/token";
    public const string AuthorizePath = "/connect/authorize";

    /// <summary>Of people: revoking a session takes effect when the access token at hand ends.</summary>
    public static readonly TimeSpan OfStaff = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan OfSubjects = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan OfMachines = TimeSpan.FromHours(1);

    public static void AddTokenServer(this IServiceCollection services)
    {
        services.AddOpenIddict()
            .AddCore(o => o.UseEntityFrameworkCore().UseDbContext<IdentityDbContext>().ReplaceDefaultEntities<Guid>())
            .AddServer(Configure);
        services.AddOptions<OpenIddictServerOptions>().Configure<IConfiguration, GdprSettings, KnownRooms>(
            (options, configuration, settings, rooms) =>
            {
                var key = SigningKey.Load(configuration, settings);
                options.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
                options.EncryptionCredentials.Add(new EncryptingCredentials(
                    Derived(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
                options.Scopes.UnionWith(rooms.Scopes);
            });
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetIssuer(RoomTokens.Issuer)
            .SetTokenEndpointUris("connect/token")
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetRevocationEndpointUris("connect/revoke")
            .SetJsonWebKeySetEndpointUris(".well-known/jwks")
            .SetConfigurationEndpointUris(".well-known/openid-configuration")
            .AllowClientCredentialsFlow()
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .AllowRefreshTokenFlow()
            .AllowCustomFlow(Grants.Code)
            .AllowCustomFlow(Grants.Link)
            .SetAccessTokenLifetime(OfMachines)
            .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
            .SetRefreshTokenLifetime(TimeSpan.FromHours(12))
            .DisableSlidingRefreshTokenExpiration()
            .DisableAccessTokenEncryption();

        // Rooms check access tokens by signature alone, so that they outlive Identity: a stored copy would serve nobody.
        // Codes and refresh tokens are stored: that is what makes them work once, and end when they are revoked.
        server.AddEventHandler<OpenIddictServerEvents.GenerateTokenContext>(b => b
            .UseInlineHandler(context =>
            {
                context.CreateTokenEntry &= context.TokenType is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken);
                return default;
            })
            .SetOrder(int.MinValue + 100_000));

        // The endpoint compares scopes with the client's own: unknown and not granted are the same answer, invalid_scope.
        server.DisableScopeValidation().IgnoreScopePermissions();
        server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
    }

    // Codes and refresh tokens are read by Identity alone; replicas that share the signing key share this one too.
    private static SymmetricSecurityKey Derived(RsaSecurityKey signing) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, signing.Rsa.ExportPkcs8PrivateKey(), 32, info: Encoding.ASCII.GetBytes("gdpr refresh tokens v1")));
}
