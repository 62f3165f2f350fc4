using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>A form by which people give their address and consents; once defined it never changes, because it is part of the proof.</summary>
[NotPersonal]
internal sealed class CollectionForm
{
    public required string Code { get; init; }

    public required string TitleFr { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>Names of the fields beside the e-mail address, separated by commas.</summary>
    public required string Fields { get; init; }

    /// <summary>Its <see cref="Domain.FormBox"/>es, as JSON.</summary>
    public required string Boxes { get; init; }

    /// <summary>Where the privacy notice (Art. 13) can be read.</summary>
    public required string PrivacyUrl { get; init; }

    public string? ControllerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
