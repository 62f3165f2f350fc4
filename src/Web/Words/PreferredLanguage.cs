using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.Words;

/// <summary>The language that the browser asks for first, where the address does not say one.</summary>
internal static class PreferredLanguage
{
    public static Language Of(HttpContext http)
    {
        var first = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault();
        return Language.Of(first?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "fr");
    }
}
