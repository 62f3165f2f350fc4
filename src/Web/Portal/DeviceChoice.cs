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
    private const string Prefix = "gdpr-cookies-";
    private const int Most = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Nobody is kept out because a cookie cannot be read, its choice belongs to somebody else, or Consent is slow.</summary>
    public static async Task TieAsync(HttpContext http, RoomCalls calls, string token, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        foreach (var choice in http.Request.Cookies.Where(c => c.Key.StartsWith(Prefix, StringComparison.Ordinal)).Take(Most).Select(c => Read(c.Key[Prefix.Length..], c.Value)).OfType<object>())
        {
            try
            {
                await calls.PostAsync<object>("consent", "me/cookie-choices", choice, token, limit.Token);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                // The device tells it again at the next sign-in.
            }
        }
    }

    private static object? Read(string banner, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Said>(text, JsonSerializerOptions.Web) switch
            {
                { None: true, At: { } at } said => new { banner, version = said.V, choiceId = (Guid?)null, refusedAt = (DateTimeOffset?)at },
                { Id: { } id } said => new { banner, version = said.V, choiceId = (Guid?)id, refusedAt = (DateTimeOffset?)null },
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Said(int? V, DateTimeOffset? At, Guid? Id, bool None);
}
