using System.Text.Json;

namespace Gdpr.Web.Tests.Walking;

/// <summary>One operation as its room's document describes it.</summary>
/// <param name="Media">What the body must be; null where there is none.</param>
/// <param name="Schemas">The shapes that others refer to.</param>
internal sealed record Operation(string Method, string Path, IReadOnlyList<(string Name, JsonElement Schema)> Queries, string? Media, JsonElement Body, JsonElement Schemas)
{
    /// <summary>Where things of this kind are made and listed: the path before the first id.</summary>
    public string Place => Path.Split('{')[0].TrimEnd('/');

    public static IEnumerable<Operation> Of(JsonElement document)
    {
        var schemas = document.TryGetProperty("components", out var parts) && parts.TryGetProperty("schemas", out var shapes) ? shapes : default;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                var (media, body) = BodyOf(method.Value);
                yield return new Operation(method.Name.ToUpperInvariant(), path.Name, [.. QueriesOf(method.Value)], media, body, schemas);
            }
        }
    }

    private static (string? Media, JsonElement Schema) BodyOf(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body) || !body.TryGetProperty("content", out var content))
        {
            return (null, default);
        }

        var first = content.EnumerateObject().First();
        return (first.Name, first.Value.TryGetProperty("schema", out var schema) ? schema : default);
    }

    private static IEnumerable<(string, JsonElement)> QueriesOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("schema")))
            : [];
}
