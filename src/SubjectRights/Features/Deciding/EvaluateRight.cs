using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Rights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;

namespace Gdpr.SubjectRights.Features.Deciding;

/// <summary>Says which right applies to a record and what follows, from stated facts; unknown facts are ignored.</summary>
internal static class EvaluateRight
{
    private static readonly RuleError BasisUnknown = new("LEGAL_BASIS_UNKNOWN", "Art. 6(1) has no such basis.", 422);
    private static readonly RuleError FactsInvalid = new("RIGHTS_FACTS_INVALID", "right and basis are needed; a fact is of another kind than the contract says.", 422);

    // What a vector says of itself, and words that only describe the record.
    private static readonly HashSet<string> Asked = new(StringComparer.Ordinal) { "right", "basis", "facts", "id", "expected", "why", "note", "confidence" };

    private static readonly HashSet<string> Known = new(
        typeof(RightsFacts).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Concat(["at", "record", "source", "now"]), StringComparer.OrdinalIgnoreCase);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/rights/evaluate", Handle).ReadsOnly().WithSummary("Which right applies to a record, and what follows (Arts. 7, 13-22)");

    internal static IResult Handle(JsonObject body, TimeProvider clock, GdprSettings settings)
    {
        try
        {
            var given = body["facts"] switch
            {
                null => [],
                JsonObject stated => stated,
                _ => throw new RuleViolation(FactsInvalid),
            };
            var right = body["right"]?.GetValue<string>() ?? throw new RuleViolation(FactsInvalid);
            var at = given["at"] is { } day ? Day(day.GetValue<string>(), settings) : settings.Controller.DayOf(clock.GetUtcNow());
            var facts = Plain(given).Deserialize<RightsFacts>(RoomJson.Options)!;
            var answer = RightsEvaluation.Evaluate(new RightsQuestion(right, Basis(body["basis"]?.GetValue<string>()), facts, at));
            return TypedResults.Ok(Fields(answer, [.. Unknown(body, Asked), .. Unknown(given, Known)]));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new RuleViolation(FactsInvalid);
        }
    }

    private static IEnumerable<string> Unknown(JsonObject given, HashSet<string> known) => given.Select(p => p.Key).Where(k => !known.Contains(k));

    // A day, or an instant that lies in one.
    private static DateOnly Day(string text, GdprSettings settings) => text.Contains('T', StringComparison.Ordinal)
        ? settings.Controller.DayOf(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
        : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    // A contract may be said to have ended without a day, another basis by its name, recipients may be counted, listed or the only one named.
    private static JsonObject Plain(JsonObject given)
    {
        var facts = new JsonObject();
        foreach (var (name, value) in given.Where(p => p.Value is not null))
        {
            facts[name] = value!.DeepClone();
        }

        if (facts["contractEnded"]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            facts["contractRunning"] ??= facts["contractEnded"]!.GetValueKind() == JsonValueKind.False;
            facts.Remove("contractEnded");
        }

        if (facts["otherBasis"] is JsonValue basis && basis.TryGetValue<string>(out var other))
        {
            facts["otherBasis"] = other is not ("" or "none");
        }

        facts["recipients"] = facts["recipients"] switch
        {
            JsonArray listed => listed.Count,
            JsonValue named when named.GetValueKind() == JsonValueKind.String => string.IsNullOrWhiteSpace(named.GetValue<string>()) ? 0 : 1,
            var counted => counted?.DeepClone(),
        };
        return facts;
    }

    private static LegalBasis Basis(string? text) => text switch
    {
        "consent" => LegalBasis.Consent,
        "contract" => LegalBasis.Contract,
        "legal_obligation" => LegalBasis.LegalObligation,
        "vital" or "vital_interests" => LegalBasis.VitalInterests,
        "public_task" => LegalBasis.PublicTask,
        "legitimate_interests" => LegalBasis.LegitimateInterests,
        _ => throw new RuleViolation(BasisUnknown),
    };

    // Only what the right asked about has to say is in the answer; the list of 18(2) goes by the contract's name.
    private static JsonObject Fields(RightsAnswer answer, IEnumerable<string> ignored)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(answer, RoomJson.Options)!;
        foreach (var empty in json.Where(f => f.Value is null).Select(f => f.Key).ToList())
        {
            json.Remove(empty);
        }

        if (json["allowedUses"] is { } uses)
        {
            json.Remove("allowedUses");
            json["allowed"] = uses.DeepClone();
        }

        json["ignored"] = new JsonArray([.. ignored.Select(name => JsonValue.Create(name))]);

        return json;
    }
}
