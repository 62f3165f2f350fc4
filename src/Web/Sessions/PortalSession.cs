using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Web.Sessions;

/// <summary>
/// The session of a data subject: a cookie that scripts cannot read and other sites cannot use, holding, sealed, the
/// token by which the rooms know the person. It ends with the token.
/// </summary>
internal static class PortalSession
{
    public const string Scheme = "portal";

    private const string Token = "access_token";

    public static void AddPortalSession(this IServiceCollection services) => services.AddAuthentication().AddCookie(Scheme, o =>
    {
        o.Cookie.Name = "gdpr-portal";
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Lax;
        o.Cookie.IsEssential = true;
        o.SlidingExpiration = false;
    });

    public static Task EnterAsync(this HttpContext http, TokenAnswer answer, TimeProvider clock)
    {
        var properties = new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow().AddSeconds(answer.ExpiresIn - 10), IsPersistent = false };
        properties.StoreTokens([new AuthenticationToken { Name = Token, Value = answer.AccessToken }]);

        // A random name for the session: forms are bound to it.
        var identity = new ClaimsIdentity([new Claim("sub", Guid.CreateVersion7(clock.GetUtcNow()).ToString())], Scheme, "sub", null);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Null when nobody is signed in; otherwise forms of this request are bound to the session.</summary>
    public static async Task<string?> TokenAsync(this HttpContext http)
    {
        var session = await http.AuthenticateAsync(Scheme);
        if (!session.Succeeded)
        {
            return null;
        }

        http.User = session.Principal;
        return session.Properties.GetTokenValue(Token);
    }
}
