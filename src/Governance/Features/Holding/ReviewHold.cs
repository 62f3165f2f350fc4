using FluentValidation;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Governance;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Governance.Features.Holding;

/// <summary>A hold was looked at again and is still needed: why, and until when.</summary>
internal static class ReviewHold
{
    internal sealed record Request(DateOnly? ReviewDate, string Reason);

    internal sealed record Response(Guid Id, DateOnly ReviewDate, int Revision);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.ReviewDate).NotNull().WithErrorCode(GovernanceErrors.HoldIncomplete.Code);
            RuleFor(r => r.Reason).Must(r => !string.IsNullOrWhiteSpace(r)).WithErrorCode(GovernanceErrors.HoldIncomplete.Code);
            RuleFor(r => r.Reason).MaximumLength(GovernanceConfiguration.Text);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/litigation-holds/{id:guid}/reviews", Handle)
            .WithIdempotency<GovernanceDbContext>()
            .WithName(nameof(ReviewHold))
            .WithSummary("Keep a litigation hold after looking at it again");

    internal static async Task<Ok<Response>> Handle(
        Guid id, Request request, GovernanceDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var review = request.ReviewDate!.Value;
        if (review <= settings.Controller.DayOf(db.Now))
        {
            throw new RuleViolation(GovernanceErrors.ReviewInPast);
        }

        var hold = await db.HoldAsync(id, ct);
        hold.ReviewOn(review, settings.Controller.StartOf(review));
        db.Reviews.Add(new HoldReview { Id = db.NewId(), HoldId = id, At = db.Now, By = http.Actor(), Reason = request.Reason, NextReview = review });
        db.Audit(http.Actor(), "litigation-hold.reviewed", hold.SubjectId, id);
        db.Publish(new LitigationHoldPlaced(id, hold.SubjectId, hold.Target, hold.RecordId, review, hold.Revision));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, review, hold.Revision));
    }
}
