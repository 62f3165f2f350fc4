using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Assessing;

/// <summary>
/// Adds a look at how bad a breach is. The score only informs: whether a risk is unlikely, likely or high is said by a
/// named person with a reason (Art. 33(1)), and without that statement the clock runs on.
/// </summary>
internal static class AssessBreach
{
    internal sealed record Request(
        JsonObject? Severity, string? Risk, string? Reason, string? DecidedBy, DateTimeOffset? DecidedAt, string? ComparableCase);

    internal sealed record Response(Guid Id, string? Level, decimal? Se, IReadOnlyList<string> Flags, string? Risk, BreachStanding Breach);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r).Must(r => r.Severity is not null || r.Risk is not null).WithErrorCode("ASSESSMENT_EMPTY");
            RuleFor(r => r.Risk).Must(r => r is null || RiskLevels.Parse(r) is not null).WithErrorCode("RISK_UNKNOWN");
            RuleFor(r => r.Reason).NotEmpty().When(r => r.Risk is not null).WithErrorCode("REASON_REQUIRED");
            RuleFor(r => r.Reason).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.DecidedBy).NotEmpty().When(r => r.Risk is not null).WithErrorCode("DECIDED_BY_REQUIRED");
            RuleFor(r => r.DecidedBy).MaximumLength(200).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.ComparableCase).Must(c => c is null || ReferenceCase.IsKnown(c)).WithErrorCode("COMPARABLE_CASE_UNKNOWN");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/assessments", HandleAsync)
            .WithIdempotency<BreachNotificationDbContext>()
            .WithName(nameof(AssessBreach))
            .WithSummary("Assess a breach: a score, and what a person says about the risk");

    internal static async Task<Created<Response>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var asked = request.Severity is { } severity ? SeverityQuestion.Read(severity) : null;
        var score = asked is null ? null : SeverityMethod.Enisa2013.Score(asked);
        var answer = await db.InTransactionAsync(
            async token =>
            {
                var breach = await db.BreachAsync(id, token);
                var running = RunningClock.Of(breach);
                var statement = Statement(request, db.Now);
                breach.Assess();
                if (statement is not null)
                {
                    breach.StateRisk(statement, db.Now);
                }

                var row = Make(db, id, request, asked, score);
                db.Assessments.Add(row);
                await db.RecordAsync(
                    id, statement is null ? "severity.scored" : "risk.stated", http.Actor(), new { statement, score, input = asked, request.ComparableCase }, token);
                await db.FollowAsync(breach, running, reminders, token);
                db.Audit(http.Actor(), "breach.assessed", reference: id);
                await db.SaveChangesAsync(token);
                return new Response(row.Id, score?.Level, score?.Se, score?.Flags ?? [], request.Risk, BreachStanding.Of(breach, db.Now));
            },
            ct);
        return TypedResults.Created((string?)null, answer);
    }

    private static RiskStatement? Statement(Request request, DateTimeOffset now) => RiskLevels.Parse(request.Risk) is { } level
        ? new RiskStatement(level, request.Reason!, request.DecidedBy!, request.DecidedAt ?? now)
        : null;

    private static BreachAssessment Make(BreachNotificationDbContext db, Guid id, Request request, SeverityQuestion? asked, SeverityScore? score) => new()
    {
        Id = db.NewId(),
        BreachId = id,
        Input = asked is null ? null : JsonSerializer.Serialize(asked, RoomJson.Options),
        Score = score?.Se,
        Level = score?.Level,
        Flags = score is null ? null : string.Join(',', score.Flags),
        ComparableCase = request.ComparableCase,
        Risk = RiskLevels.Parse(request.Risk),
        Reason = request.Reason,
        DecidedBy = request.DecidedBy,
        At = request.DecidedAt ?? db.Now,
    };
}
