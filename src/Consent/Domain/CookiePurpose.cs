using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gdpr.Consent.Domain;

internal sealed record CookieWords(string Fr, string En);

/// <summary>Somebody who gets what a tracker reads, with the address of their own notice.</summary>
internal sealed record CookieRecipient(string Name, string PrivacyUrl);

/// <summary>What something is read from or written to somebody's device for (Art. 82 of the French data protection act; ePrivacy Art. 5(3)).</summary>
/// <param name="Trackers">Names of the cookies, deleted when the choice is taken back; a name between slashes is a pattern.</param>
/// <param name="Exemption">Why no consent is asked: null when one is.</param>
internal sealed record CookiePurpose(
    string Code, CookieWords Name, CookieWords Description, IReadOnlyList<string> Trackers, IReadOnlyList<CookieRecipient> Recipients, string? Exemption)
{
    public static string Write(IReadOnlyList<CookiePurpose> purposes) => JsonSerializer.Serialize(purposes, JsonSerializerOptions.Web);

    public static IReadOnlyList<CookiePurpose> Read(string json) => JsonSerializer.Deserialize<CookiePurpose[]>(json, JsonSerializerOptions.Web)!;
}

/// <summary>The only grounds on which nothing is asked.</summary>
internal static class CookieExemptions
{
    /// <summary>Strictly necessary for a service that the person expressly asked for, or for the transmission alone.</summary>
    public const string Necessary = "strictlyNecessary";

    /// <summary>Audience measurement for the publisher alone, anonymous, across no other site.</summary>
    public const string Audience = "audience";

    public static bool IsKnown(string? ground) => ground is null or Necessary or Audience;
}

/// <summary>What a version of a banner is known by: any word of it changed makes another.</summary>
internal static class BannerDigest
{
    public static string Of(string origins, string privacyUrl, string? domain, string purposes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{origins}\n{privacyUrl}\n{domain}\n{purposes}")));
}
