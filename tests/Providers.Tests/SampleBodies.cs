using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Testing;

namespace Gdpr.Providers.Tests;

/// <summary>Bodies that paths are known to take: those with which the walk at random begins, their ids made up.</summary>
internal static partial class SampleBodies
{
    private static readonly JsonObject All =
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "tests", "Web.Tests", "Walking", "bodies.json")))!.AsObject();

    /// <summary>An empty object where none is known.</summary>
    public static JsonNode Of(string method, string path, string id) =>
        All[$"{method} {Constraint().Replace(path, "}")}"] is { } known ? Filled(known, id) : new JsonObject();

    private static JsonNode Filled(JsonNode sample, string id) => sample switch
    {
        JsonObject some => new JsonObject(some.Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Filled(p.Value, id)))),
        JsonArray list => new JsonArray([.. list.Select(i => i is null ? null : Filled(i, id))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(text switch
        {
            "$email" => "person@example.test",
            "$word" => "word",
            "$id" => id,
            _ when text.StartsWith("/api/", StringComparison.Ordinal) => id,
            _ => text,
        }),
        _ => sample.DeepClone(),
    };

    [GeneratedRegex(@":[^}]+\}")]
    private static partial Regex Constraint();
}
