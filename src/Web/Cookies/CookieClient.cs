using System.Net;
using System.Net.Http.Json;

namespace Gdpr.Web.Cookies;

/// <summary>Reads what a banner asks, and hands on what was chosen.</summary>
internal sealed class CookieClient(HttpClient http, IApiAddress api)
{
    /// <summary>Null where there is no such banner.</summary>
    public async Task<BannerView?> FindAsync(string banner, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(api.Of("consent"), $"api/consent/cookie-banners/{Uri.EscapeDataString(banner)}/current"), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<BannerView>(ct);
    }

    public async Task<HttpStatusCode> ChooseAsync(object choice, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(api.Of("consent"), "api/consent/cookie-choices"), choice, ct);
        return answer.StatusCode;
    }
}

public sealed record BannerView(
    string Code, int Version, IReadOnlyList<string> Origins, string PrivacyUrl, string? CookieDomain, IReadOnlyList<BannerPurpose> Purposes, int RememberedMonths);

public sealed record BannerPurpose(
    string Code, Portal.Names Name, Portal.Names Description, IReadOnlyList<string> Trackers, IReadOnlyList<BannerRecipient> Recipients, string? Exemption);

public sealed record BannerRecipient(string Name, string PrivacyUrl);
