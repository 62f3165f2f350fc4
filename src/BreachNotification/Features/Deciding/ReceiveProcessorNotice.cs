using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Deciding;

/// <summary>A processor tells us of a breach: our clock starts when we are told, and the processor's promptness is measured (Art. 33(2)).</summary>
internal static class ReceiveProcessorNotice
{
    internal sealed record Request(
        string? Processor, DateTimeOffset? ProcessorAwareAt, DateTimeOffset? ToldAt, int? ContractHours, string? DecidedBy, string? Reason);

    internal sealed record Response(
        BreachStanding Breach, bool ClockStarted, DateTimeOffset ProcessorDueAt, bool ProcessorLate, int ContractHours);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Processor).NotEmpty().WithErrorCode("PROCESSOR_MISSING").MaximumLength(200).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.ProcessorAwareAt).NotNull().WithErrorCode("PROCESSOR_AWARE_AT_MISSING");
            RuleFor(r => r.ToldAt).NotNull().WithErrorCode("TOLD_AT_MISSING");
            RuleFor(r => r.ContractHours).InclusiveBetween(1, 720).WithErrorCode("CONTRACT_HOURS_INVALID");
            RuleFor(r => r.DecidedBy).MaximumLength(200).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.Reason).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/processor-notice", HandleAsync)
            .WithIdempotency<BreachNotificationDbContext>()
            .WithName(nameof(ReceiveProcessorNotice))
            .WithSummary("Record that a processor told us of the breach");

    internal static async Task<Ok<Response>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var answer = await db.InTransactionAsync(
            async token =>
            {
                var breach = await db.BreachAsync(id, token);
                var running = RunningClock.Of(breach);
                var notice = Make(db, breach, request);
                var told = new AwarenessDecision(
                    notice.ToldAt, request.DecidedBy ?? http.Actor(), db.Now, request.Reason ?? "Art. 33(2): the processor told us.");
                var started = breach.ProcessorTold(notice.ProcessorAwareAt, told, db.Now);
                db.ProcessorNotices.Add(notice);
                await db.RecordAsync(
                    id,
                    "processor.told",
                    http.Actor(),
                    new { notice.Processor, notice.ProcessorAwareAt, notice.ToldAt, notice.ContractHours, late = notice.Late(), clockStarted = started, told.DecidedBy, told.Reason },
                    token);
                await db.FollowAsync(breach, running, reminders, token);
                db.Audit(http.Actor(), "breach.processor-told", reference: id);
                await db.SaveChangesAsync(token);
                var due = Jurisdiction.Of(breach.Country).LocalTime(notice.DueAt());
                return new Response(BreachStanding.Of(breach, db.Now), started, due, notice.Late(), notice.ContractHours);
            },
            ct);
        return TypedResults.Ok(answer);
    }

    private static ProcessorNotice Make(BreachNotificationDbContext db, Breach breach, Request request) => new()
    {
        Id = db.NewId(),
        BreachId = breach.Id,
        Processor = request.Processor!,
        ProcessorAwareAt = request.ProcessorAwareAt!.Value,
        ToldAt = request.ToldAt!.Value,
        ContractHours = request.ContractHours
            ?? ProcessorNotice.DefaultHours(Jurisdiction.Of(breach.Country).DateOf(request.ProcessorAwareAt.Value)),
        RecordedAt = db.Now,
    };
}
