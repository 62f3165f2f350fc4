using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Notifying;

/// <summary>Records a notification to the authority: initial, complementary or closing; a late one says why (Art. 33(1), 33(4)).</summary>
internal static class RecordNotification
{
    internal sealed record Request(
        string? Kind, string? Authority, DateTimeOffset? At, bool? Complete, string? AuthorityReference, string? DelayReasons);

    internal sealed record Response(Guid Id, string Kind, bool? Late, DateTimeOffset? ComplementDueAt, IReadOnlyList<MissingFact> Missing, BreachStanding Breach);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Kind).Must(k => k is not null && AuthorityNotification.Kinds.ContainsKey(k)).WithErrorCode("NOTIFICATION_KIND_UNKNOWN");
            RuleFor(r => r.Authority).NotEmpty().WithErrorCode("AUTHORITY_MISSING").MaximumLength(100).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.At).NotNull().WithErrorCode("DATE_MISSING");
            RuleFor(r => r.AuthorityReference).MaximumLength(100).WithErrorCode("TEXT_TOO_LONG");
            RuleFor(r => r.DelayReasons).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/breaches/{id:guid}/notifications", HandleAsync)
            .WithIdempotency<BreachNotificationDbContext>()
            .WithName(nameof(RecordNotification))
            .WithSummary("Record a notification to the authority");

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, ReminderSettings reminders, HttpContext http, CancellationToken ct)
    {
        var telling = new Telling(
            AuthorityNotification.Kinds[request.Kind!], request.Authority!.Trim(), request.At!.Value, request.Complete is true, request.DelayReasons);
        return await db.InTransactionAsync<Results<Created<Response>, ProblemHttpResult>>(
            async token =>
            {
                var breach = await db.BreachAsync(id, token);
                var running = RunningClock.Of(breach);
                var late = breach.Notify(telling, await HasInitialAsync(db, id, telling, token), db.Now);
                var missing = MissingFact.ForAuthority(breach.Facts);
                if ((telling.Complete || telling.Kind == NotificationKind.Closing) && missing.Any(m => !m.WherePossible))
                {
                    // Nothing was saved: the entity is dropped with its context.
                    return Problems.Create(
                        422, BreachErrors.FactsMissing, "A complete notification says everything of Art. 33(3).", new Dictionary<string, object?> { ["missing"] = missing });
                }

                var row = Make(db, id, telling, request.AuthorityReference, late, http.Actor());
                db.Notifications.Add(row);
                await db.RecordAsync(
                    id, $"authority.{request.Kind}", http.Actor(), new { telling, late, request.AuthorityReference, breach.Facts }, token);
                await db.FollowAsync(breach, running, reminders, token);
                db.Audit(http.Actor(), "breach.notified", reference: id);
                await db.SaveChangesAsync(token);
                return TypedResults.Created(
                    (string?)null,
                    new Response(row.Id, request.Kind!, late, breach.ComplementClock()?.DueAt, missing, BreachStanding.Of(breach, db.Now)));
            },
            ct);
    }

    private static async Task<bool> HasInitialAsync(BreachNotificationDbContext db, Guid id, Telling telling, CancellationToken ct) =>
        (await db.Notifications.AsNoTracking().Where(n => n.BreachId == id && n.Kind == NotificationKind.Initial).Select(n => n.Authority).ToListAsync(ct))
            .Contains(telling.Authority, StringComparer.OrdinalIgnoreCase);

    private static AuthorityNotification Make(
        BreachNotificationDbContext db, Guid id, Telling telling, string? reference, bool? late, string actor) => new()
        {
            Id = db.NewId(),
            BreachId = id,
            Kind = telling.Kind,
            Authority = telling.Authority,
            At = telling.At,
            AuthorityReference = reference,
            Complete = telling.Complete,
            Late = late,
            DelayReasons = telling.DelayReasons,
            RecordedBy = actor,
            RecordedAt = db.Now,
        };
}
