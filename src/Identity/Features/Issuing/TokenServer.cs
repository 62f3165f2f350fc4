using System.Security.Cryptography;
using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Gdpr.Identity.Features.Issuing;

/// <summary>Sets OpenIddict up: client credentials, signed access tokens that every room can read, keys at the usual places.</summary>
internal static class TokenServer
{
    public const string Path = "/connect/token";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

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
                options.Scopes.UnionWith(rooms.Scopes);
            });
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetIssuer(RoomTokens.Issuer)
            .SetTokenEndpointUris("connect/token")
            .SetJsonWebKeySetEndpointUris(".well-known/jwks")
            .SetConfigurationEndpointUris(".well-known/openid-configuration")
            .AllowClientCredentialsFlow()
            .SetAccessTokenLifetime(Lifetime)
            .DisableAccessTokenEncryption();

        // Rooms check tokens by signature alone, so that they outlive Identity: a stored copy would serve nobody.
        server.DisableTokenStorage().DisableAuthorizationStorage();

        // The endpoint compares scopes with the client's own: unknown and not granted are the same answer, invalid_scope.
        server.DisableScopeValidation().IgnoreScopePermissions();

        // OpenIddict wants one; nothing is encrypted while there are neither codes nor refresh tokens. (An ephemeral RSA pair
        // would cost each start a second and a half.)
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
        server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
    }
}
