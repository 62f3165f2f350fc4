using System.Security.Cryptography;
using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Documenting;

/// <summary>Opens the file of an incident, with what is known and, if somebody has decided it, since when we are aware (Art. 33).</summary>
internal static class OpenBreach
{
    // Without letters and digits that are mistaken for one another on the telephone.
    private const string Readable = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    internal sealed record Request(
        DateTimeOffset? DetectedAt,
        DateTimeOffset? InvestigationStart,
        Awareness? Awareness,
        string? Country,
        string? ControllerId,
        BreachFacts? Facts);

    internal sealed record Awareness(DateTimeOffset? AwareAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Country).Must(c => c is null || Jurisdiction.TryFind(c, out _)).WithErrorCode("COUNTRY_UNKNOWN");
            RuleFor(r => r.ControllerId).MaximumLength(64);
            RuleFor(r => r.Facts!).SetValidator(new FactsRules()).When(r => r.Facts is not null);
            When(r => r.Awareness is not null, () =>
            {
                RuleFor(r => r.Awareness!.AwareAt).NotNull().WithErrorCode("AWARE_AT_MISSING");
                RuleFor(r => r.Awareness!.DecidedBy).NotEmpty().WithErrorCode("DECIDED_BY_REQUIRED").MaximumLength(200).WithErrorCode("TEXT_TOO_LONG");
                RuleFor(r => r.Awareness!.Reason).NotEmpty().WithErrorCode("REASON_REQUIRED").MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
            });
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches", HandleAsync)
            .WithIdempotency<BreachNotificationDbContext>()
            .WithName(nameof(OpenBreach))
            .WithSummary("Open the file of a breach");

    internal static async Task<Created<BreachStanding>> HandleAsync(
        Request request, BreachNotificationDbContext db, GdprSettings settings, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var breach = new Breach
        {
            Id = db.NewId(),
            Reference = $"B{db.Now.Year}-{RandomNumberGenerator.GetString(Readable, 8)}",
            ControllerId = request.ControllerId,
            Country = (request.Country ?? settings.Controller.Region ?? settings.Controller.Country).Trim(),
            OpenedAt = db.Now,
            Facts = new BreachFacts { Contact = Dpo(settings.Controller) }.With(request.Facts ?? new BreachFacts()),
        };
        breach.See(request.DetectedAt, request.InvestigationStart, db.Now);
        await db.InTransactionAsync(
            async token =>
            {
                db.Breaches.Add(breach);
                await db.RecordAsync(breach.Id, "breach.opened", http.Actor(), new { breach.Reference, breach.Country, breach.DetectedAt, breach.InvestigationStart, breach.Facts }, token);
                if (request.Awareness is { } known)
                {
                    var decision = new AwarenessDecision(known.AwareAt!.Value, known.DecidedBy!, known.DecidedAt ?? db.Now, known.Reason!);
                    breach.Decide(decision, null, null, db.Now);
                    await db.RecordAsync(breach.Id, "awareness.decided", http.Actor(), decision, token);
                }

                await db.FollowAsync(breach, null, reminders, token);
                db.Audit(http.Actor(), "breach.opened", reference: breach.Id);
                await db.SaveChangesAsync(token);
            },
            ct);
        return TypedResults.Created($"/api/breach-notification/breaches/{breach.Id}", BreachStanding.Of(breach, db.Now));
    }

    private static ContactPoint? Dpo(Controller controller) =>
        controller.DpoEmail is null ? null : new ContactPoint(controller.DpoName, controller.DpoEmail, null);
}
