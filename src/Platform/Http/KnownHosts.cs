using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Http;

/// <summary>
/// Serves strangers only under the names that are ours: that of <c>Gdpr:PublicUrl</c>, those of <c>Gdpr:AllowedHosts</c> and
/// this machine's own. A made-up Host would otherwise come back in addresses that an answer tells. Health is asked by any
/// name, as orchestrators do; without a public address nothing can be told apart, and every name is served.
/// </summary>
internal static class KnownHosts
{
    private static readonly string[] Own = ["localhost", "127.0.0.1", "[::1]"];

    public static void UseKnownHosts(this WebApplication app)
    {
        if (!Uri.TryCreate(app.Configuration["Gdpr:PublicUrl"], UriKind.Absolute, out var home))
        {
            return;
        }

        var known = new HashSet<string>([.. Own, home.Host, .. app.Configuration.GetSection("Gdpr:AllowedHosts").Get<string[]>() ?? []], StringComparer.OrdinalIgnoreCase);
        app.Use((http, next) => known.Contains(http.Request.Host.Host) || http.Request.Path.StartsWithSegments("/health")
            ? next(http)
            : Problems.Create(400, "HOST_UNKNOWN", "This is not an address of ours: see Gdpr:PublicUrl.").ExecuteAsync(http));
    }
}
