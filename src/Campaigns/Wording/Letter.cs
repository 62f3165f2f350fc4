namespace Gdpr.Campaigns.Wording;

/// <summary>What a template may say about one message.</summary>
internal sealed record LetterFacts(
    string? GivenName, string? FamilyName, string? Organisation, string SenderName, string SenderAddress, string? Origin, string UnsubscribeLink, string DataLink);

/// <summary>A message in words.</summary>
internal sealed record Letter(string Subject, string? Html, string Text)
{
    /// <summary>The first mandatory thing that it does not say; null when it may leave.</summary>
    public string? Unsaid { get; init; }
}
