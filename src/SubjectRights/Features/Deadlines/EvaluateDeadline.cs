using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gdpr.Kernel.Deadlines;
using Gdpr.Platform.Http;

namespace Gdpr.SubjectRights.Features.Deadlines;

/// <summary>Computes a statutory deadline from stated facts and shows the steps of the sum.</summary>
internal static class EvaluateDeadline
{
    private static readonly HashSet<string> Known = new(
        typeof(DeadlineQuestion).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), StringComparer.Ordinal);

    // Fields of a vector that state what is expected, not what is asked.
    private static readonly HashSet<string> Expected = new(StringComparer.Ordinal)
    {
        "id", "reason", "why", "expected", "expectedDueAt", "nominalDate", "noticeDueAt", "latestArguableDueAt", "late",
        "delayReasonsRequired", "pauseAccepted", "disputable", "disputeNote",
    };

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/deadlines/evaluate", Handle).ReadsOnly().WithSummary("Compute a statutory deadline (Art. 12(3), Reg. 1182/71)");

    internal static IResult Handle(JsonObject body, HttpContext http)
    {
        DeadlineQuestion question;
        try
        {
            question = body.Deserialize<DeadlineQuestion>(RoomJson.Options)!;
        }
        catch (JsonException)
        {
            return Problems.Create(422, "DEADLINE_FACTS_INVALID", "kind, receivedAt and country are needed, dates in ISO 8601 with offset.");
        }

        var answer = StatutoryDeadline.Evaluate(question);
        var french = Reading.ReadRequest.French(http);
        return TypedResults.Ok(new Response(
            answer.DueAt,
            answer.NoticeDueAt,
            answer.LatestArguableDueAt,
            answer.NominalDate,
            answer.PauseAccepted,
            answer.Late,
            answer.DelayReasonsRequired,
            answer.Disputable,
            answer.InternalTargetAt,
            answer.Calendar,
            [.. answer.Steps.Select(s => french ? s.Fr : s.En)],
            [.. body.Select(p => p.Key).Where(k => !Known.Contains(k) && !Expected.Contains(k))]));
    }

    internal sealed record Response(
        DateTimeOffset? DueAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? NoticeDueAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LatestArguableDueAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? NominalDate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? PauseAccepted,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Late,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? DelayReasonsRequired,
        bool Disputable,
        DateTimeOffset? InternalTargetAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CalendarUsed? Calendar,
        IReadOnlyList<string> Steps,
        IReadOnlyList<string> Ignored);
}
