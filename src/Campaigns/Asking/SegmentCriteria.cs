namespace Gdpr.Campaigns.Asking;

/// <summary>Whom a segment means, in the words of Contacts; what is not given does not matter.</summary>
internal sealed record SegmentCriteria(
    string? Audience,
    string? Country,
    string? Language,
    string? Origin,
    IReadOnlyDictionary<string, string>? Attributes,
    DateTimeOffset? CreatedFrom,
    DateTimeOffset? CreatedUntil);
