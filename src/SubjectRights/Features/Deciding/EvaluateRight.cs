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

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/rights/evaluate", Handle).ReadsOnly().WithSummary("Which right applies to a record, and what follows (Arts. 7, 13-22)");

    internal static IResult Handle(JsonObject body, TimeProvider clock, GdprSettings settings)
    {
        RightsFacts facts;
        string right;
        LegalBasis basis;
        DateOnly at;
        try
        {
            var given = body["facts"] as JsonObject ?? [];
            right = body["right"]?.GetValue<string>() ?? throw new RuleViolation(FactsInvalid);
            basis = Basis(body["basis"]?.GetValue<string>());
            at = given["at"] is { } day ? DateOnly.Parse(day.GetValue<string>(), CultureInfo.InvariantCulture) : Today(clock, settings);
            facts = Plain(given).Deserialize<RightsFacts>(RoomJson.Options)!;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new RuleViolation(FactsInvalid);
        }

        return TypedResults.Ok(Fields(RightsEvaluation.Evaluate(new RightsQuestion(right, basis, facts, at))));
    }

    // A contract may be said to have ended without a day, and recipients may be counted or listed.
    private static JsonObject Plain(JsonObject given)
    {
        var facts = (JsonObject)given.DeepClone();
        if (facts["contractEnded"]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            facts["contractRunning"] ??= facts["contractEnded"]!.GetValueKind() == JsonValueKind.False;
            facts.Remove("contractEnded");
        }

        if (facts["recipients"] is JsonArray listed)
        {
            facts["recipients"] = listed.Count;
        }

        return facts;
    }

    private static LegalBasis Basis(string? text) => text switch
    {
        "consent" => LegalBasis.Consent,
        "contract" => LegalBasis.Contract,
        "legal_obligation" => LegalBasis.LegalObligation,
        "vital" => LegalBasis.VitalInterests,
        "public_task" => LegalBasis.PublicTask,
        "legitimate_interests" => LegalBasis.LegitimateInterests,
        _ => throw new RuleViolation(BasisUnknown),
    };

    private static DateOnly Today(TimeProvider clock, GdprSettings settings) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(settings.Controller.TimeZone)).DateTime);

    // Only what the right asked about has to say is in the answer; the list of 18(2) goes by the contract's name.
    private static JsonObject Fields(RightsAnswer answer)
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

        return json;
    }
}
