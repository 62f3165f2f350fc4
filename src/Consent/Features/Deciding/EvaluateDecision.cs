using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel.Law;
using Gdpr.Kernel.Marketing;
using Gdpr.Platform.Http;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>Decides from stated facts whether somebody may be contacted, with the rule, its source and its doubt (CPCE L34-5, C. conso L223-1).</summary>
internal static class EvaluateDecision
{
    private static readonly Dictionary<string, HashSet<string>> Nested = new(StringComparer.Ordinal)
    {
        ["consent"] = NamesOf<StatedConsent>(),
        ["objection"] = NamesOf<StatedObjection>(),
        ["softOptIn"] = NamesOf<StatedSoftOptIn>(),
        ["message"] = NamesOf<StatedMessage>(),
    };

    private static readonly HashSet<string> Known =
        [.. NamesOf<MarketingQuestion>(), "id", "expected", "why", "source", "confidence", "disputable"];

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/decisions/evaluate", Handle)
            .ReadsOnly()
            .WithName(nameof(EvaluateDecision))
            .WithSummary("May somebody be contacted, from stated facts");

    internal static IResult Handle(JsonObject body, HttpContext http)
    {
        MarketingQuestion question;
        try
        {
            question = body.Deserialize<MarketingQuestion>(RoomJson.Options)!;
        }
        catch (JsonException)
        {
            return Problems.Create(422, "MARKETING_FACTS_INVALID", "at, country, channel and audience are needed, dates in ISO 8601.");
        }

        var answer = MarketingPermission.Evaluate(question);
        var rule = answer.Rule;
        return TypedResults.Ok(new Response(
            answer.Allowed,
            answer.Code,
            DecisionAnswer.WantsFrench(http) ? rule.Fr : rule.En,
            rule.RuleId,
            [],
            rule.Source,
            rule.Confidence,
            rule.Disputable,
            question.At,
            [.. Ignored(body)]));
    }

    internal sealed record Response(
        bool Allowed,
        string Code,
        string Why,
        string RuleId,
        IReadOnlyList<Guid> EvidenceIds,
        string Source,
        SourceConfidence Confidence,
        bool Disputable,
        DateTimeOffset AsOf,
        IReadOnlyList<string> Ignored);

    private static IEnumerable<string> Ignored(JsonObject body) =>
        body.SelectMany(field => Nested.TryGetValue(field.Key, out var names) && field.Value is JsonObject inner
            ? inner.Select(p => p.Key).Where(k => !names.Contains(k)).Select(k => $"{field.Key}.{k}")
            : Known.Contains(field.Key) ? [] : [field.Key]);

    private static HashSet<string> NamesOf<T>() =>
        new(typeof(T).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), StringComparer.Ordinal);
}
