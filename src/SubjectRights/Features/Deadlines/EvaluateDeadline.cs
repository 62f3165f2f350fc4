using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Gdpr.Kernel.Deadlines;
using Gdpr.Platform.Http;

namespace Gdpr.SubjectRights.Features.Deadlines;

/// <summary>Computes a statutory deadline from stated facts and shows the steps of the sum.</summary>
internal static partial class EvaluateDeadline
{
    private static readonly HashSet<string> Known = new(
        typeof(DeadlineQuestion).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Instants = new(
        typeof(DeadlineQuestion).GetProperties().Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(DateTimeOffset)).Select(p => p.Name),
        StringComparer.OrdinalIgnoreCase);

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
            question = Stated(body).Deserialize<DeadlineQuestion>(RoomJson.Options)!;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return Problems.Create(422, "DEADLINE_FACTS_INVALID", "kind, receivedAt and country are needed, dates in ISO 8601 with offset.");
        }

        var answer = StatutoryDeadline.Evaluate(question);
        var french = http.WantsFrench();
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

    // A fact that is null is not stated. An instant without its offset would be another one on every machine.
    private static JsonObject Stated(JsonObject body)
    {
        var facts = new JsonObject();
        foreach (var (name, value) in body.Where(p => p.Value is not null))
        {
            if (Instants.Contains(name) && !(value!.GetValueKind() == JsonValueKind.String && WithOffset().IsMatch(value.GetValue<string>())))
            {
                throw new FormatException();
            }

            facts[name] = value!.DeepClone();
        }

        return facts;
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex WithOffset();

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
