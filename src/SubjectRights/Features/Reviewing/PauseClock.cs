using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Records that the person was asked for identity or clarification; Kernel decides whether the clock stands.</summary>
internal static class PauseClock
{
    private const string Step = "CLOCK_PAUSED";

    internal sealed record Request(string Reason, string Doubt, IReadOnlyList<string> Asked, string MessageId, DateTimeOffset AskedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock)
        {
            RuleFor(r => r.Reason).Must(r => r is "identity" or "clarification").WithErrorCode("PAUSE_REASON");
            RuleFor(r => r.Doubt).NotEmpty().WithErrorCode("DOUBT_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.Asked).NotEmpty().WithErrorCode("ASKED_MISSING");
            RuleFor(r => r.MessageId).NotEmpty().WithErrorCode("MESSAGE_ID_MISSING").MaximumLength(300);
            RuleFor(r => r.AskedAt).NotEmpty().LessThanOrEqualTo(_ => clock.GetUtcNow().AddMinutes(5)).WithErrorCode("DATE_IN_FUTURE");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/pause", Handle).WithSummary("Pause the clock since the person was asked (Art. 12(6))");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview);
        if (row.PausedFrom is not null)
        {
            throw new RuleViolation(SubjectRightsErrors.AlreadyPaused);
        }

        await Steps.OnceAsync(db, id, Step, SubjectRightsErrors.AlreadyPaused, () => Take(db, id, http.Actor(), request), ct);
        return Steps.Accepted(id);
    }

    private static void Take(SubjectRightsDbContext db, Guid id, string actor, Request request)
    {
        db.Remember(id, actor, Step, $"{request.Doubt} [{string.Join(", ", request.Asked)}] {request.MessageId}");
        db.Send(ParticipationEndpoints.Saga, new ClockPaused(id, request.Reason, request.AskedAt));
    }
}
