using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Http;

/// <summary>
/// How much one address may ask of the paths that are open to everybody, per minute (<c>Gdpr:Limits:*</c>): tokens,
/// failed tokens, looks at a case, entries of forms, choices of cookies, ways of signing in, and one-click links, of which a mailbox provider sends many from few addresses.
/// </summary>
internal sealed class EdgeLimits(IConfiguration configuration, OwnCalls own) : IDisposable
{
    private static readonly PathString TokenPath = "/connect/token";
    private static readonly PathString[] LinkPaths = ["/u", "/api/consent/links", "/fr/consents", "/en/consents"];
    private static readonly PathString[] CasePaths = ["/api/subject-rights/cases", "/fr/cases", "/en/cases", "/fr/identity", "/en/identity"];
    private static readonly PathString[] FormPaths = ["/api/consent/entries", "/fr/forms", "/en/forms"];
    private static readonly PathString CookiePath = "/cookies";
    private static readonly PathString CookieChoices = "/api/consent/cookie-choices";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly PathString[] SignInPaths = ["/api/identity/sign-ins", "/connect/sign-in", "/connect/invitations", "/fr/sign-in", "/en/sign-in"];

    private readonly PartitionedRateLimiter<HttpContext> _tokens = PerAddress(configuration, "Tokens", 1200);
    private readonly PartitionedRateLimiter<HttpContext> _failures = PerAddress(configuration, "FailedTokens", 60);
    private readonly PartitionedRateLimiter<HttpContext> _links = PerAddress(configuration, "Links", 600);
    private readonly PartitionedRateLimiter<HttpContext> _cases = PerAddress(configuration, "Cases", 120);
    private readonly PartitionedRateLimiter<HttpContext> _signIns = PerAddress(configuration, "SignIns", 30);

    // Each entry writes to an address that a stranger named.
    private readonly PartitionedRateLimiter<HttpContext> _forms = PerAddress(configuration, "Forms", 30);

    // A choice leaves a row that is kept for years.
    private readonly PartitionedRateLimiter<HttpContext> _cookies = PerAddress(configuration, "Cookies", 60);

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var limiter = LimiterOf(http.Request);
        if (limiter is null || own.Is(http.Request))
        {
            await next(http);
            return;
        }

        var token = limiter == _tokens;
        using var lease = limiter.AttemptAcquire(http);

        // Asking for none tells whether any is left.
        using var failures = token ? _failures.AttemptAcquire(http, 0) : lease;
        if (!lease.IsAcquired || !failures.IsAcquired)
        {
            await RefuseAsync(http, lease.IsAcquired ? failures : lease);
            return;
        }

        await next(http);
        if (token && http.Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized)
        {
            _failures.AttemptAcquire(http).Dispose();
        }
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _failures.Dispose();
        _links.Dispose();
        _cases.Dispose();
        _forms.Dispose();
        _cookies.Dispose();
        _signIns.Dispose();
    }

    private PartitionedRateLimiter<HttpContext>? LimiterOf(HttpRequest request) => request.Path is var path
        && HttpMethods.IsPost(request.Method) && FormPaths.Any(f => path.StartsWithSegments(f)) ? _forms
        : HttpMethods.IsPost(request.Method) && (path.StartsWithSegments(CookiePath) || path == CookieChoices) ? _cookies
        : path.StartsWithSegments(TokenPath) ? _tokens
        : LinkPaths.Any(l => path.StartsWithSegments(l)) ? _links
        : CasePaths.Any(c => path.StartsWithSegments(c)) ? _cases
        : SignInPaths.Any(c => path.StartsWithSegments(c)) ? _signIns
        : null;

    private static Task RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Create(StatusCodes.Status429TooManyRequests, "TOO_MANY_REQUESTS", "Too much from one address; wait a little.").ExecuteAsync(http);
    }

    private static PartitionedRateLimiter<HttpContext> PerAddress(IConfiguration configuration, string name, int most)
    {
        // Each replica counts for itself: together they allow what one would.
        var limit = Math.Max(1, configuration.GetValue($"Gdpr:Limits:{name}", most) / Math.Max(1, configuration.GetValue("Gdpr:Limits:Replicas", 1)));
        return PartitionedRateLimiter.Create<HttpContext, IPAddress>(http => RateLimitPartition.GetFixedWindowLimiter(
            AddressOf(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window }));
    }

    // Whoever has one IPv6 address has the other 2^64 of its network too.
    private static IPAddress AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
