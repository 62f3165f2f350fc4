using Gdpr.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Polly.Telemetry;

namespace Gdpr.Platform.Http;

/// <summary>Authentication by Identity's tokens; everything is denied unless a policy or a stated reason allows it.</summary>
internal static class RoomSecurity
{
    public static void AddRoomSecurity(this IServiceCollection services)
    {
        services.AddSingleton<RoomSecrets>();
        services.AddSingleton<RoomAddresses>();
        services.AddSingleton<RoomTokens>();
        services.AddSingleton<RoomHttp>();
        services.AddSingleton<IdentityKeys>();
        services.AddHttpClient("identity-tokens").AddRepeatedCalls();
        services.AddHttpClient(RoomHttp.ClientName).AddRepeatedCalls();

        // An attempt that fails or is too slow is tried again, and the caller says what it gave up. An open circuit stays an error.
        services.Configure<TelemetryOptions>(o => o.SeverityProvider = e =>
            e.Event.EventName is "OnTimeout" or "ExecutionAttempt" ? ResilienceEventSeverity.Warning : e.Event.Severity);
        services.AddSingleton<IAuthorizationHandler, RoomScopeHandler>();
        services.AddSingleton<IAuthorizationHandler, InternalScopeHandler>();
        services.AddSingleton<IAuthorizationHandler, SelfScopeHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(ConfigureBearer);
    }

    private static void ConfigureBearer(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = RoomTokens.Issuer,
            ValidateAudience = false,
            ValidTypes = ["at+jwt"],
            NameClaimType = "sub",
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = LoadKeysAsync,
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Create(401, "UNAUTHENTICATED", "Send a valid bearer token.").ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context =>
                Problems.Create(403, "SCOPE_MISSING", "The token lacks the scope for this path.").ExecuteAsync(context.HttpContext),
        };
    }

    private static async Task LoadKeysAsync(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var token = header["Bearer ".Length..].Trim();
        var reader = new JsonWebTokenHandler();
        if (reader.CanReadToken(token))
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<IdentityKeys>();
            await keys.EnsureAsync(KeyId(reader, token), context.HttpContext.RequestAborted);
            context.Options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => keys.Current;
        }
    }

    private static string? KeyId(JsonWebTokenHandler reader, string token)
    {
        try
        {
            return reader.ReadJsonWebToken(token).Kid;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
