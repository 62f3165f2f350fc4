using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gdpr.Governance.Data;
using Gdpr.Kernel.Law;
using Gdpr.Kernel.Retention;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Governance.Features.Retaining;

/// <summary>Until when a record may be kept, and what is to be done with it, from stated facts (Art. 5(1)(e)).</summary>
internal static class EvaluateRetention
{
    /// <param name="EndDate">The last day allowed; null while the period has not begun.</param>
    /// <param name="Version">Of the company's own rule; null for the law's.</param>
    /// <param name="AgainstErasure"><c>obliged</c>, <c>ifClaimed</c>, <c>hashedMinimum</c> or <c>none</c>: what the period may do against an erasure.</param>
    internal sealed record Response(
        DateOnly? EndDate,
        bool MayKeep,
        string Action,
        string Code,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version,
        RetentionForce Force,
        string AgainstErasure,
        string Source,
        SourceConfidence Confidence,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? LitigationHold,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? ReviewDate,
        IReadOnlyList<string> Ignored);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/retention/evaluate", Handle)
            .ReadsOnly()
            .WithName(nameof(EvaluateRetention))
            .WithSummary("Compute the end of a retention period (Art. 5(1)(e))");

    internal static async Task<Ok<Response>> Handle(JsonObject body, GovernanceDbContext db, GdprSettings settings, CancellationToken ct)
    {
        var question = RetentionQuestion.Read(body);
        var at = question.At ?? settings.Controller.DayOf(db.Now);
        var judged = new List<(RuleInForce Rule, RetentionAnswer Answer)>();
        foreach (var fact in question.Facts)
        {
            var rule = await db.RuleAsync(fact.Code, at, ct);
            judged.Add((rule, rule.Period.Judge(fact.StartDate, at)));
        }

        var (winner, answer) = Longest(judged);
        var kept = answer with { MayKeep = answer.MayKeep || question.Held };
        return TypedResults.Ok(new Response(
            kept.EndDate, kept.MayKeep, kept.Action, winner.Period.Code, winner.Version, winner.Period.Force, RetentionForces.AgainstErasure(winner.Period),
            winner.Period.Source, winner.Period.Confidence, question.Held ? true : null, question.ReviewDate, question.Ignored));
    }

    // The longest that still allows to keep wins, what the law commands before what it only advises.
    private static (RuleInForce Rule, RetentionAnswer Answer) Longest(IEnumerable<(RuleInForce Rule, RetentionAnswer Answer)> judged) =>
        judged.OrderByDescending(j => j.Answer.MayKeep)
            .ThenByDescending(j => j.Rule.Period.Force is RetentionForce.Mandatory or RetentionForce.Limitation)
            .ThenByDescending(j => j.Answer.EndDate ?? DateOnly.MaxValue)
            .First();
}
