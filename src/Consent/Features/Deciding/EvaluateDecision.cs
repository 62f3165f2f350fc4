using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>The same decision from stated facts: nothing recorded is asked, nothing is kept.</summary>
internal static class EvaluateDecision
{
    private static readonly RuleError FactsInvalid = new(
        "DECISION_FACTS_INVALID", "at, country, channel and audience are needed; a fact is of another kind than the contract says.", 422);

    private static readonly HashSet<string> Known = new(
        typeof(MarketingQuestion).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), StringComparer.Ordinal);

    // Fields of a vector that state what is expected, not what is asked.
    private static readonly HashSet<string> Expected = new(StringComparer.Ordinal) { "id", "expected", "why", "source", "confidence", "disputable" };

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/decisions/evaluate", Handle)
            .ReadsOnly()
            .WithName(nameof(EvaluateDecision))
            .WithSummary("May a person be approached, on the facts stated (CPCE L34-5, C. conso L223-1, LIL 82)");

    internal static Ok<DecisionAnswer> Handle(JsonObject body, HttpContext http)
    {
        var question = Read(body);
        var answer = DecisionAnswer.Of(ContactPermission.Evaluate(question), http.WantsFrench(), question.At);
        return TypedResults.Ok(answer with { Ignored = [.. body.Select(p => p.Key).Where(k => !Known.Contains(k) && !Expected.Contains(k))] });
    }

    private static MarketingQuestion Read(JsonObject body)
    {
        try
        {
            return body.Deserialize<MarketingQuestion>(RoomJson.Options)!;
        }
        catch (JsonException)
        {
            throw new RuleViolation(FactsInvalid);
        }
    }
}
