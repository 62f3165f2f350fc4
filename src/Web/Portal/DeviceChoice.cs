using System.Globalization;
using System.Text.Json;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.Portal;

/// <summary>
/// What this device chose on a cookie banner of the company, where the banner's cookie reaches the portal: at the sign-in it
/// becomes the person's choice, on every device.
/// </summary>
internal static class DeviceChoice
{
    private const string Remembered = "gdpr-cookies";
    private const string Proof = "gdpr-choice";

    /// <summary>Nobody is kept out because a cookie cannot be read, or its choice belongs to somebody else.</summary>
    public static async Task TieAsync(HttpContext http, RoomCalls calls, string token, CancellationToken ct)
    {
        if (Read(http.Request.Cookies) is { } choice)
        {
            try
            {
                await calls.PostAsync<object>("consent", "me/cookie-choices", choice, token, ct);
            }
            catch (HttpRequestException)
            {
                // The device tells it again at the next sign-in.
            }
        }
    }

    internal static object? Read(IRequestCookieCollection cookies)
    {
        if (cookies[Proof]?.Split('.', 2) is [var banner, var id] && Guid.TryParse(id, CultureInfo.InvariantCulture, out var choiceId))
        {
            return new { banner, choiceId, refusedAt = (DateTimeOffset?)null };
        }

        try
        {
            return cookies[Remembered] is { } text && JsonSerializer.Deserialize<Said>(text, JsonSerializerOptions.Web) is { B: not null, None: true, At: { } at } device
                ? new { banner = device.B, choiceId = (Guid?)null, refusedAt = at }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Said(string? B, DateTimeOffset? At, bool None);
}
