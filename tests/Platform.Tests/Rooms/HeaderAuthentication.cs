using System.Security.Claims;
using System.Text.Encodings.Web;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>Stands for Identity's tokens: scopes and client come in two headers. Authorization stays the real one.</summary>
internal sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Name = "Headers";

    public static void Use(IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(Name, null);
        services.PostConfigure<AuthenticationOptions>(o => o.DefaultScheme = Name);
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? sub = Request.Headers["X-Test-Sub"];
        if (sub is null)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity([new Claim("sub", sub), new Claim("scope", Request.Headers["X-Test-Scopes"].ToString())], Name, "sub", null);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.Create(401, "UNAUTHENTICATED", "Send a valid bearer token.").ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Create(403, "SCOPE_MISSING", "The token lacks the scope for this path.").ExecuteAsync(Context);
}
