using System.Text.Json;

namespace Gdpr.Consent.Domain;

/// <summary>One box of a form: one purpose by one channel, never ticked beforehand (C-673/17), never a condition (Art. 7(4)).</summary>
/// <param name="Notices">The notice shown beside it, by language.</param>
internal sealed record FormBox(string Purpose, string Channel, IReadOnlyDictionary<string, Guid> Notices)
{
    /// <summary>How the box is called when the form comes back.</summary>
    public string Name => $"{Purpose}:{Channel}";

    public static IReadOnlyList<FormBox> Read(string json) => JsonSerializer.Deserialize<List<FormBox>>(json) ?? [];

    public static string Write(IEnumerable<FormBox> boxes) => JsonSerializer.Serialize(boxes);

    /// <summary>The languages in which every box has its words.</summary>
    public static IReadOnlyList<string> Languages(IReadOnlyList<FormBox> boxes) =>
        [.. boxes.Select(b => b.Notices.Keys).Aggregate((a, b) => [.. a.Intersect(b)]).Order(StringComparer.Ordinal)];
}

/// <summary>What a form may ask beside the e-mail address; nothing else, and nothing of it is demanded (Art. 5(1)(c)).</summary>
internal static class FormFields
{
    public const string Phone = "phone";

    public static readonly IReadOnlyList<string> All = ["givenName", "familyName", "organisation", Phone];
}
