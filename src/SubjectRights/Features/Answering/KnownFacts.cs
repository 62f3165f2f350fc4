using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>What the company has stated about its processing, in both languages, by key.</summary>
internal sealed record KnownFacts(IReadOnlyDictionary<string, (string Fr, string En)> ByKey)
{
    public static readonly KnownFacts None = new(new Dictionary<string, (string, string)>());

    public string? Of(string key, string language) =>
        ByKey.TryGetValue(key, out var stated) ? (language == "fr" ? stated.Fr : stated.En) : null;

    /// <summary>What the answer to this request must state and nobody has.</summary>
    public IReadOnlyList<string> MissingFor(SubjectRequest request) => [.. FactKeys.NeededFor(request).Where(k => !ByKey.ContainsKey(k))];
}
