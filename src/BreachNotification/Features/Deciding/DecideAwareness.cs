using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Deciding;

/// <summary>Records who decided that we became aware, when and why; the 72 hours run from there (Art. 33(1)). Until the authority knows it may be corrected.</summary>
internal static class DecideAwareness
{
    internal sealed record Request(
        DateTimeOffset? AwareAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? Reason,
        DateTimeOffset? DetectedAt,
        DateTimeOffset? InvestigationStart);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.AwareAt).NotNull().WithErrorCode("AWARE_AT_MISSING");
            RuleFor(r => r.DecidedBy).NotEmpty().WithErrorCode("DECIDED_BY_REQUIRED").MaximumLength(200).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_REQUIRED").MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/awareness", HandleAsync)
            .WithName(nameof(DecideAwareness))
            .WithSummary("Decide since when we are aware: by whom, when, why");

    internal static async Task<Ok<BreachStanding>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var breach = await db.InTransactionAsync(
            async token =>
            {
                var found = await db.BreachAsync(id, token);
                var (running, earlier) = (RunningClock.Of(found), found.AwareAt);
                var decision = new AwarenessDecision(request.AwareAt!.Value, request.DecidedBy!, request.DecidedAt ?? db.Now, request.Reason!);
                found.Decide(decision, request.DetectedAt, request.InvestigationStart, db.Now);
                await db.RecordAsync(
                    id,
                    earlier is null ? "awareness.decided" : "awareness.corrected",
                    http.Actor(),
                    new { decision.AwareAt, decision.DecidedBy, decision.DecidedAt, decision.Reason, found.DetectedAt, found.InvestigationStart, earlier },
                    token);
                await db.FollowAsync(found, running, reminders, token);
                db.Audit(http.Actor(), "breach.awareness-decided", reference: id);
                await db.SaveChangesAsync(token);
                return found;
            },
            ct);
        return TypedResults.Ok(BreachStanding.Of(breach, db.Now));
    }
}
