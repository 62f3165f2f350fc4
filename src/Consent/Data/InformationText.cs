using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>The words of Art. 14 in one language: purposes, bases, recipients, periods. A new text is a new version, never an edit.</summary>
[NotPersonal]
internal sealed class InformationText
{
    public required Guid Id { get; init; }

    public required string Language { get; init; }

    public required int Version { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string By { get; init; }
}
