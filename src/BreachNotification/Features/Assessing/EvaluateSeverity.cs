using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Assessing;

/// <summary>Scores stated facts by the ENISA method; a suggestion for a person, never a decision.</summary>
internal static class EvaluateSeverity
{
    internal sealed record Response(
        decimal Ei,
        decimal Cb,
        decimal Se,
        string Level,
        IReadOnlyList<string> Flags,
        decimal Dpc,
        SeveritySuggestion Suggestion,
        string Formula,
        string Source,
        string Confidence,
        IReadOnlyList<string> Ignored);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/severity/evaluate", Handle)
            .ReadsOnly()
            .WithName(nameof(EvaluateSeverity))
            .WithSummary("Score the severity of a breach (ENISA 2013): a person decides, not the score");

    internal static Ok<Response> Handle(JsonObject body)
    {
        var method = SeverityMethod.Enisa2013;
        var score = method.Score(SeverityQuestion.Read(body));
        return TypedResults.Ok(new Response(
            score.Ei,
            score.Cb,
            score.Se,
            score.Level,
            score.Flags,
            score.Dpc,
            method.Suggestions[score.Level],
            method.Formula,
            method.Source,
            method.Confidence,
            SeverityQuestion.Ignored(body)));
    }
}
