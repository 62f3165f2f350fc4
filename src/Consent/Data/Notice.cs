using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>The exact words shown when consent was asked (Art. 7(1)): a new text is a new version, never an edit.</summary>
[NotPersonal]
internal sealed class Notice
{
    public required Guid Id { get; init; }

    public required string Purpose { get; init; }

    public required string Language { get; init; }

    public required int Version { get; init; }

    public required string Text { get; init; }

    /// <summary>Where it was shown, e.g. the name of a form.</summary>
    public string? Form { get; init; }

    public required string Sha256 { get; init; }

    public string? ControllerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
