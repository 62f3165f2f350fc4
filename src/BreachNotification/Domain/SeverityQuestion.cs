using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;

namespace Gdpr.BreachNotification.Domain;

/// <summary>What the method is asked, in the words of its vectors. What is absent is not the case; only category (or dpc) and ei are needed.</summary>
internal sealed record SeverityQuestion(
    IReadOnlyList<string> Categories,
    decimal? Dpc,
    string? Ei,
    string? Confidentiality,
    string? Integrity,
    string? Availability,
    bool? Malicious,
    long? Individuals,
    bool? Unintelligible)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "category", "categories", "opens", "dpc", "ei", "confidentiality", "integrity", "availability", "malicious", "individuals", "unintelligible",
    };

    // Of a vector around the question, not of the question.
    private static readonly HashSet<string> Around = new(StringComparer.Ordinal) { "id", "description", "expected", "why", "input" };

    /// <summary>A vector is taken as it stands: its <c>input</c>, or the fields themselves.</summary>
    public static SeverityQuestion Read(JsonObject body)
    {
        try
        {
            var question = Inner(body);
            return new SeverityQuestion(
                [.. Words(question["category"]).Concat(Words(question["categories"])).SelectMany(c => c == "credentials" ? Words(question["opens"]) : [c])],
                question["dpc"]?.GetValue<decimal>(),
                question["ei"]?.GetValue<string>(),
                question["confidentiality"]?.GetValue<string>(),
                question["integrity"]?.GetValue<string>(),
                question["availability"]?.GetValue<string>(),
                question["malicious"]?.GetValue<bool>(),
                Whole(question["individuals"]?.GetValue<decimal>()),
                question["unintelligible"]?.GetValue<bool>());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException or OverflowException or ArgumentException)
        {
            throw new RuleViolation(SeverityErrors.FactsInvalid);
        }
    }

    /// <summary>Fields that the method does not know; asked of a body that was read.</summary>
    public static IReadOnlyList<string> Ignored(JsonObject body) => [.. Inner(body).Select(p => p.Key).Where(k => !Known.Contains(k) && !Around.Contains(k))];

    private static JsonObject Inner(JsonObject body) => body["input"] is JsonObject input ? input : body;

    private static IEnumerable<string> Words(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => several.Select(n => n?.GetValue<string>() ?? throw new FormatException()),
        _ => [node.GetValue<string>()],
    };

    private static long? Whole(decimal? number) => number is { } n && !decimal.IsInteger(n) ? throw new FormatException() : (long?)number;
}
