using System.Globalization;
using Gdpr.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gdpr.Web.Sessions;

/// <summary>
/// The session of a member of staff, as a backend for the frontend: tokens stay here, the browser has a cookie that
/// scripts cannot read. It is renewed while it is used and ends at the first refusal to renew it.
/// </summary>
internal static class StaffSession
{
    public const string Scheme = "staff";
    public const string Challenge = "staff-oidc";

    /// <summary>The client that reaches Identity, whichever way the host finds it.</summary>
    public const string Backchannel = "web-identity";

    private const string ExpiresAt = "expires_at";

    // What Identity's door may have left within the last minutes, at the same origin.
    private static readonly string[] DoorCookies = ["gdpr-staff-half", "gdpr-staff-whole", "gdpr-staff-keys"];

    public static void AddStaffSession(this IServiceCollection services)
    {
        services.AddHttpClient(Backchannel).AddHttpMessageHandler<OwnMark>().AddCalls();
        services.AddAuthentication()
            .AddCookie(Scheme, o =>
            {
                o.Cookie.Name = "gdpr-staff";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.ExpireTimeSpan = TimeSpan.FromHours(1);
                o.SlidingExpiration = true;
                o.Events.OnValidatePrincipal = RenewAsync;
            })
            .AddOpenIdConnect(Challenge, Configure);
        services.AddOptions<OpenIdConnectOptions>(Challenge).Configure<IApiAddress, IHttpClientFactory>((o, api, clients) =>
        {
            o.ClientSecret = api.Secret;
            o.Backchannel = clients.CreateClient(Backchannel);
            o.ConfigurationManager = new Microsoft.IdentityModel.Protocols.ConfigurationManager<OpenIdConnectConfiguration>(
                new Uri(api.Of("identity"), ".well-known/openid-configuration").ToString(),
                new OpenIdConnectConfigurationRetriever(),
                new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever(o.Backchannel) { RequireHttps = false });
        });
    }

    /// <summary>Tells Identity, then forgets the session.</summary>
    public static async Task LeaveAsync(HttpContext http, RoomCalls calls, CancellationToken ct)
    {
        var session = await http.AuthenticateAsync(Scheme);
        if (session.Properties?.GetTokenValue("refresh_token") is { } refresh)
        {
            await calls.RevokeAsync(refresh, ct);
        }

        await http.SignOutAsync(Scheme);
        foreach (var cookie in DoorCookies)
        {
            http.Response.Cookies.Delete(cookie, new CookieOptions { Path = "/connect" });
        }
    }

    private static void Configure(OpenIdConnectOptions o)
    {
        o.SignInScheme = Scheme;
        o.ClientId = RoomCalls.ClientId;
        o.CallbackPath = "/staff/callback";
        o.ResponseType = OpenIdConnectResponseType.Code;

        // The answer comes by address, not by a form of another site: the cookies can then be bound to this one.
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.Scope.Clear();
        o.Scope.Add("openid");
        o.Scope.Add("offline_access");
        o.SaveTokens = true;
        o.MapInboundClaims = false;
        o.RequireHttpsMetadata = false;
        o.GetClaimsFromUserInfoEndpoint = false;
        o.TokenValidationParameters.RoleClaimType = "role";
        o.TokenValidationParameters.NameClaimType = "sub";
        o.NonceCookie.SameSite = o.CorrelationCookie.SameSite = SameSiteMode.Lax;
        o.NonceCookie.SecurePolicy = o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.Events.OnRedirectToIdentityProvider = context =>
        {
            // Identity is found from inside under another name than browsers find it: they stay where they are.
            context.ProtocolMessage.IssuerAddress = "/connect/authorize";
            return Task.CompletedTask;
        };
        o.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/staff");
            return Task.CompletedTask;
        };
    }

    private static async Task RenewAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (DateTimeOffset.TryParse(context.Properties.GetTokenValue(ExpiresAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var ends) && ends > now.AddMinutes(1))
        {
            return;
        }

        var refresh = context.Properties.GetTokenValue("refresh_token");
        var answer = refresh is null ? null : await services.GetRequiredService<RoomCalls>().TokenAsync(
            new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh }, context.HttpContext.RequestAborted);
        if (answer is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        context.Properties.UpdateTokenValue("access_token", answer.AccessToken);
        context.Properties.UpdateTokenValue("refresh_token", answer.RefreshToken ?? refresh!);
        context.Properties.UpdateTokenValue(ExpiresAt, now.AddSeconds(answer.ExpiresIn).ToString("o", CultureInfo.InvariantCulture));
        context.ShouldRenew = true;
    }
}
