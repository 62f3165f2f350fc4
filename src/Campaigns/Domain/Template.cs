using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>The words of a message, in each language that it is sent in (Liquid).</summary>
[NotPersonal]
internal sealed class Template : IVersioned
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required Channel Channel { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; } = 1;

    public List<TemplateText> Texts { get; } = [];

    /// <summary>The text in the person's language, else in French or whatever there is.</summary>
    public TemplateText TextFor(string? language) =>
        Texts.Find(t => language is not null && language.StartsWith(t.Language, StringComparison.OrdinalIgnoreCase)) ?? Texts.Find(t => t.Language == "fr") ?? Texts[0];
}

/// <summary>A template in one language.</summary>
[NotPersonal]
internal sealed class TemplateText
{
    public required Guid TemplateId { get; init; }

    public required string Language { get; init; }

    public required string Subject { get; set; }

    /// <summary>The other subject of an A/B test.</summary>
    public string? SubjectB { get; set; }

    public string? Html { get; set; }

    public required string Text { get; set; }
}
