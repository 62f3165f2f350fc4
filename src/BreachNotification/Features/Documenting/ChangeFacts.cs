using FluentValidation;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.BreachNotification.Features.Documenting;

/// <summary>Adds to or corrects the facts of a breach (Art. 33(3), 33(5)); what stood before stays in the register.</summary>
internal static class ChangeFacts
{
    internal sealed record Request(BreachFacts? Facts, string? Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Facts).NotNull().WithErrorCode("FACTS_ABSENT");
            RuleFor(r => r.Facts!).SetValidator(new FactsRules()).When(r => r.Facts is not null);
            RuleFor(r => r.Reason).MaximumLength(10_000).WithErrorCode("TEXT_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/breaches/{id:guid}", HandleAsync)
            .WithName(nameof(ChangeFacts))
            .WithSummary("Change the facts of a breach; If-Match says which version");

    internal static async Task<Ok<BreachStanding>> HandleAsync(
        Guid id, Request request, BreachNotificationDbContext db, HttpContext http, CancellationToken ct)
    {
        var breach = await db.InTransactionAsync(
            async token =>
            {
                var found = await db.BreachAsync(id, token);
                http.DemandVersion(found.Version);
                var before = found.Facts;
                found.Change(before.With(request.Facts!));
                await db.RecordAsync(id, "facts.changed", http.Actor(), new { request.Reason, before, after = found.Facts }, token);
                db.Audit(http.Actor(), "breach.facts-changed", reference: id);
                await db.SaveChangesAsync(token);
                return found;
            },
            ct);
        http.SetETag(breach.Version);
        return TypedResults.Ok(BreachStanding.Of(breach, db.Now));
    }
}
