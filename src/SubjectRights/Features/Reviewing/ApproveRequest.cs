using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>A person approves the preview, with changes where the law leaves a choice; then it is carried out.</summary>
internal static class ApproveRequest
{
    internal sealed record Request(string Reason, IReadOnlyList<Override>? Overrides);

    internal sealed record Override(string Target, string DataClass, Outcome Outcome, string? Ground, DateOnly? Until);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleForEach(r => r.Overrides).Must(o => o.Outcome is Outcome.Erased or Outcome.Kept or Outcome.Pseudonymised).WithErrorCode("OVERRIDE_OUTCOME");
            RuleForEach(r => r.Overrides).Must(o => o.Outcome != Outcome.Kept || !string.IsNullOrWhiteSpace(o.Ground)).WithErrorCode("OVERRIDE_GROUND");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/approval", Handle).WithSummary("Approve what the preview shows");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, GdprSettings settings, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingReview);
        if (row.Right == RightRequested.Erasure && settings.BackupRetentionDays is null)
        {
            throw new RuleViolation(SubjectRightsErrors.BackupsUnknown);
        }

        var overrides = request.Overrides ?? [];
        if (overrides.Any(o => row.Target(o.Target)?.Located.Any(d => d.DataClass == o.DataClass) is not true))
        {
            throw new RuleViolation(SubjectRightsErrors.OverrideUnknown);
        }

        // What a person decided about a decision of a machine is the answer itself (Art. 22(3)).
        db.Remember(id, http.Actor(), row.Right == RightRequested.AutomatedDecision ? "DECISION" : "APPROVAL_GIVEN", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new RequestApproved(
            id, http.Actor(), [.. overrides.Select(o => new PlanOverride(o.Target, o.DataClass, o.Outcome, o.Ground, o.Until))]));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
