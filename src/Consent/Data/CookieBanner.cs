using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>One version of what a site's banner asks; never changed, because choices refer to it as their proof (Art. 7(1)).</summary>
[NotPersonal]
internal sealed class CookieBanner
{
    public required string Code { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>Where the banner may stand, separated by spaces.</summary>
    public required string Origins { get; init; }

    public required string PrivacyUrl { get; init; }

    /// <summary>The domain of the cookie that remembers the choice; null for the site's own host.</summary>
    public string? Domain { get; init; }

    /// <summary>Its <see cref="Gdpr.Consent.Domain.CookiePurpose"/>s, as JSON.</summary>
    public required string Purposes { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
