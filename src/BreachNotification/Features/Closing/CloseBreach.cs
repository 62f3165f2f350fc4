using System.Text.Json;
using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Closing;

/// <summary>
/// Closes the file: the risk is decided; the authority was told everything, or a named person said that a risk is
/// unlikely; the register is complete (Art. 33(5)); and of a high risk the people were told (Art. 34).
/// </summary>
internal static class CloseBreach
{
    private static readonly string[] Exemptions = ["unintelligible", "measures", "disproportionate"];

    internal sealed record Request(string? Reason, SubjectsTold? Subjects);

    /// <summary>How the people were told, or the exemption of Art. 34(3)(a) to (c) with what proves it.</summary>
    internal sealed record SubjectsTold(DateTimeOffset? At, string? Means, long? Number, string? Exemption, string? Evidence);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_REQUIRED").MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
            When(r => r.Subjects is not null, () =>
            {
                RuleFor(r => r.Subjects!).Must(s => s.Exemption is null ? s.At is not null && !string.IsNullOrWhiteSpace(s.Means) : !string.IsNullOrWhiteSpace(s.Evidence))
                    .WithErrorCode(BreachErrors.SubjectsNotTold.Code);
                RuleFor(r => r.Subjects!.Exemption).Must(e => e is null || Exemptions.Contains(e)).WithErrorCode("EXEMPTION_UNKNOWN");
                RuleFor(r => r.Subjects!.At).Must(at => at is null || at <= clock.GetUtcNow()).WithErrorCode(BreachErrors.DateInFuture.Code);
                RuleFor(r => r.Subjects!.Number).GreaterThanOrEqualTo(0).WithErrorCode("COUNT_NEGATIVE");
                RuleFor(r => r.Subjects!.Means).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
                RuleFor(r => r.Subjects!.Evidence).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
            });
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/closure", HandleAsync)
            .WithName(nameof(CloseBreach))
            .WithSummary("Close the file of a breach");

    internal static Task<Results<Ok<BreachStanding>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct) =>
        db.InTransactionAsync<Results<Ok<BreachStanding>, ProblemHttpResult>>(
            async token =>
            {
                var breach = await db.BreachAsync(id, token);
                var running = RunningClock.Of(breach);
                breach.Close(request.Reason!, request.Subjects is null ? null : JsonSerializer.Serialize(request.Subjects, RoomJson.Options), db.Now);
                var missing = MissingFact.ForRegister(breach.Facts);
                if (missing.Count > 0)
                {
                    // Nothing was saved: the entity is dropped with its context.
                    return Problems.Create(
                        422, BreachErrors.FactsMissing, "The register documents facts, effects and remedy (Art. 33(5)).", new Dictionary<string, object?> { ["missing"] = missing });
                }

                await db.RecordAsync(
                    id, "breach.closed", http.Actor(), new { request.Reason, subjectsTold = request.Subjects, breach.Risk, breach.Facts, breach.KeepUntil }, token);
                await db.FollowAsync(breach, running, reminders, token);
                db.Audit(http.Actor(), "breach.closed", reference: id);
                await db.SaveChangesAsync(token);
                return TypedResults.Ok(BreachStanding.Of(breach, db.Now));
            },
            ct);
}
