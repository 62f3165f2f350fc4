using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;

namespace Gdpr.Governance.Features.Retaining;

/// <summary>One record under one period.</summary>
/// <param name="StartDate">Null while the period has not begun, e.g. a contract that still runs.</param>
internal sealed record RetentionFact(string Code, DateOnly? StartDate);

/// <summary>The facts of an evaluation, read from the shape of a vector.</summary>
internal sealed record RetentionQuestion(IReadOnlyList<RetentionFact> Facts, DateOnly? At, bool Held, DateOnly? ReviewDate, IReadOnlyList<string> Ignored)
{
    // A year beyond these cannot be added to.
    private static readonly DateOnly Earliest = new(1800, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "code", "startDate", "at", "rules", "litigationHold" };

    // Fields of a vector that state what is expected, not what is asked.
    private static readonly HashSet<string> Expected = new(StringComparer.Ordinal) { "id", "expected", "note", "why" };

    public static RetentionQuestion Read(JsonObject body)
    {
        try
        {
            var facts = body["rules"] is JsonArray several ? several.Select(r => Fact(r!.AsObject())).ToList() : [Fact(body)];
            var (held, review) = Hold(body["litigationHold"]);
            return facts.Count is 0 or > 100
                ? throw new FormatException()
                : new RetentionQuestion(facts, Day(body["at"]), held, review, [.. body.Select(p => p.Key).Where(k => !Known.Contains(k) && !Expected.Contains(k))]);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or JsonException or NullReferenceException or ArgumentException)
        {
            throw new RuleViolation(GovernanceErrors.RetentionFactsInvalid);
        }
    }

    private static RetentionFact Fact(JsonObject facts) =>
        facts["code"]?.GetValue<string>() is { Length: > 0 } code && facts.ContainsKey("startDate")
            ? new RetentionFact(code, Day(facts["startDate"]))
            : throw new FormatException();

    private static (bool Held, DateOnly? Review) Hold(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return (false, null);
            case JsonValue value when value.TryGetValue<bool>(out var held):
                return (held, null);
            case JsonObject hold:
                var complete = Words(hold["author"]) && Words(hold["reason"]) && hold["reviewDate"] is not null;
                return complete ? (true, Day(hold["reviewDate"])) : throw new RuleViolation(GovernanceErrors.HoldIncomplete);
            default:
                throw new FormatException();
        }
    }

    private static bool Words(JsonNode? node) => !string.IsNullOrWhiteSpace(node?.GetValue<string>());

    private static DateOnly? Day(JsonNode? node) => node is null ? null
        : DateOnly.TryParseExact(node.GetValue<string>(), "yyyy-MM-dd", out var day) && day >= Earliest && day <= Latest ? day
        : throw new FormatException();
}
