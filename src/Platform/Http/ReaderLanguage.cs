using Microsoft.AspNetCore.Http;

namespace Gdpr.Platform.Http;

/// <summary>In which of our two languages a caller reads, by the weights of <c>Accept-Language</c>.</summary>
public static class ReaderLanguage
{
    /// <summary>English unless the caller would rather read French.</summary>
    public static bool WantsFrench(this HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality != 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString())
            .FirstOrDefault(l => IsIn(l, "fr") || IsIn(l, "en")) is { } best && IsIn(best, "fr");

    private static bool IsIn(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
