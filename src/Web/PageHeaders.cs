using Microsoft.AspNetCore.Http;

namespace Gdpr.Web;

/// <summary>What every page about a person says to browsers, proxies and search engines: nothing runs, nothing is kept, nothing is told on.</summary>
internal static class PageHeaders
{
    public const string StyleSheet = "/web/portal.css";

    public const string Reports = "/csp-reports";

    private const string Policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Set(HttpResponse response, bool withForm = false)
    {
        Common(response, withForm ? Policy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal) : Policy);
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
    }

    /// <summary>For pages with forms, which go nowhere but back here.</summary>
    public static void SetForForms(HttpResponse response)
    {
        Set(response);
        response.Headers.ContentSecurityPolicy = Policy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal) + "; report-uri " + Reports;
    }

    public static void Common(HttpResponse response, string policy)
    {
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
