using System.Security.Claims;
using Gdpr.Identity.Data;
using Microsoft.AspNetCore.Authentication;

namespace Gdpr.Identity.Features.Entering;

/// <summary>
/// Cookies that live a few minutes and go nowhere but <c>/connect</c>: one for whoever has said the password, one for whoever
/// may be given a code for the application, one for whoever may change their passkeys, which opens nothing else. No session
/// is kept here; the application has its own.
/// </summary>
internal static class StaffCookies
{
    public const string Half = "staff-half";
    public const string Whole = "staff-whole";
    public const string Keys = "staff-keys";

    private const string Stamp = "stamp";

    /// <summary>Whether browsers reach us by HTTPS; a room behind the gateway does not see it.</summary>
    public static bool IsSecure(this IConfiguration configuration) => configuration["Gdpr:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public static void AddStaffCookies(this IServiceCollection services, IConfiguration configuration)
    {
        var schemes = services.AddAuthentication();
        foreach (var scheme in (string[])[Half, Whole, Keys])
        {
            schemes.AddCookie(scheme, o =>
            {
                o.Cookie.Name = $"gdpr-{scheme}";
                o.Cookie.Path = "/connect";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.SecurePolicy = configuration.IsSecure() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                o.SlidingExpiration = false;
                o.LoginPath = SignInPages.Path;
                o.ReturnUrlParameter = "returnUrl";
                o.Events.OnRedirectToLogin = context =>
                {
                    // By its path alone: behind the gateway this process knows neither the scheme nor the name that browsers use.
                    context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
                    return Task.CompletedTask;
                };
            });
        }
    }

    public static Task EnterAsync(this HttpContext http, string scheme, StaffAccount account) => http.SignInAsync(
        scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", account.Id.ToString()), new Claim(Stamp, account.SecurityStamp ?? string.Empty)], scheme)));

    /// <summary>The account of the cookie; null when it ended, or the account changed since.</summary>
    public static async Task<StaffAccount?> AccountAsync(this HttpContext http, string scheme, Microsoft.AspNetCore.Identity.UserManager<StaffAccount> staff)
    {
        var result = await http.AuthenticateAsync(scheme);
        var account = result.Principal?.FindFirst("sub")?.Value is { } id ? await staff.FindByIdAsync(id) : null;
        return account is not null && account.SecurityStamp == result.Principal!.FindFirst(Stamp)?.Value && !await staff.IsLockedOutAsync(account)
            ? account
            : null;
    }
}
