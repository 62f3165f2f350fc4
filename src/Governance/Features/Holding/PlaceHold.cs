using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Governance;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Governance.Features.Holding;

/// <summary>Somebody says that a person's data, or one record, is needed for a claim, why, and when that is looked at again (Art. 17(3)(e)).</summary>
internal static partial class PlaceHold
{
    internal sealed record Record(string Target, Guid Id);

    internal sealed record Request(SubjectId? SubjectId, Record? Record, string Reason, DateOnly? ReviewDate);

    internal sealed record Response(Guid Id, DateOnly ReviewDate);

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r).Must(r => (r.SubjectId is null) != (r.Record is null)).WithErrorCode("HOLD_NEEDS_PERSON_OR_RECORD");
            RuleFor(r => r.Record).Must(r => r is null || (r.Target is not null && Room().IsMatch(r.Target) && r.Id != Guid.Empty)).WithErrorCode("RECORD_MALFORMED");
            RuleFor(r => r.Reason).Must(r => !string.IsNullOrWhiteSpace(r)).WithErrorCode(GovernanceErrors.HoldIncomplete.Code);
            RuleFor(r => r.Reason).MaximumLength(GovernanceConfiguration.Text);
            RuleFor(r => r.ReviewDate).NotNull().WithErrorCode(GovernanceErrors.HoldIncomplete.Code);
        }

        [GeneratedRegex(@"^[a-z][a-z-]{0,59}\z")]
        private static partial Regex Room();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/litigation-holds", Handle)
            .WithIdempotency<GovernanceDbContext>()
            .WithName(nameof(PlaceHold))
            .WithSummary("Keep a person's data, or one record, for a claim (Art. 17(3)(e))");

    internal static async Task<Created<Response>> Handle(
        Request request, GovernanceDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var review = request.ReviewDate!.Value;
        if (review <= settings.Controller.DayOf(db.Now))
        {
            throw new RuleViolation(GovernanceErrors.ReviewInPast);
        }

        var hold = new LitigationHold
        {
            Id = db.NewId(),
            SubjectId = request.SubjectId,
            Target = request.Record?.Target,
            RecordId = request.Record?.Id,
            Author = http.Actor(),
            Reason = request.Reason,
            PlacedAt = db.Now,
        };
        hold.ReviewOn(review, settings.Controller.StartOf(review));
        db.LitigationHolds.Add(hold);
        db.Audit(http.Actor(), "litigation-hold.placed", hold.SubjectId, hold.Id);
        db.Publish(new LitigationHoldPlaced(hold.Id, hold.SubjectId, hold.Target, hold.RecordId, review, hold.Revision));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/governance/litigation-holds/{hold.Id}", new Response(hold.Id, review));
    }
}
