using Gdpr.Platform.Participation;

namespace Gdpr.Platform.FreeText;

/// <summary>A text that no statement can search, because it is sealed.</summary>
public sealed record SealedText(string Place, string DataClass, string Text);

/// <summary>A participant whose room keeps words in sealed columns: it opens them to be searched, and writes them again.</summary>
public interface IHoldsSealedTexts
{
    IAsyncEnumerable<SealedText> ReadTextsAsync(ParticipationCase @case, CancellationToken ct);

    /// <summary>Replaces the text; it is saved with the current changes.</summary>
    Task WriteTextAsync(string place, string text, CancellationToken ct);
}
