using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Says why the answer comes after its due date: an overdue request is not closed before (Arts. 5(2), 12(3)).</summary>
internal static class ExplainDelay
{
    public const string Code = "DELAY_REASON";

    internal sealed record Request(string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/delay-reason", Handle).WithSummary("Say why an overdue request is answered late");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.Open);
        if (!row.IsLate(db.Now))
        {
            throw new RuleViolation(SubjectRightsErrors.NotLate);
        }

        if (row.DelayExplainedAt is not null)
        {
            throw new RuleViolation(SubjectRightsErrors.AlreadyExplained);
        }

        Say(db, row, http.Actor(), request.Reason);
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }

    /// <summary>For a step that closes a request: with the step goes the reason, or the step is refused.</summary>
    internal static void Demand(SubjectRightsDbContext db, SubjectRequest row, string actor, string? reason)
    {
        if (!row.IsLate(db.Now) || row.DelayExplainedAt is not null)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleViolation(SubjectRightsErrors.DelayReasonMissing);
        }

        Say(db, row, actor, reason);
    }

    private static void Say(SubjectRightsDbContext db, SubjectRequest row, string actor, string reason)
    {
        db.Remember(row.CorrelationId, actor, Code, reason);
        db.Send(ParticipationEndpoints.Saga, new DelayExplained(row.CorrelationId));
    }
}
