using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.ServiceDefaults;

/// <summary>
/// Says what is not ready, so that an operator need not guess. Only codes of our own are shown: the words of others may
/// quote addresses and exceptions.
/// </summary>
internal static partial class HealthAnswer
{
    public static async Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", Word(report.Status));
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteString(name, Says(entry));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private static string Says(HealthReportEntry entry) =>
        entry.Exception is null && entry.Description is { } text && Code().IsMatch(text) ? text : Word(entry.Status);

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    [System.Text.RegularExpressions.GeneratedRegex("^[A-Z][A-Z_]+( [a-z-]+)*$")]
    private static partial System.Text.RegularExpressions.Regex Code();
}
