using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Enough was received: the clock runs on from that day.</summary>
internal static class ResumeClock
{
    internal sealed record Request(DateTimeOffset ReceivedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules(TimeProvider clock) =>
            RuleFor(r => r.ReceivedAt).NotEmpty().LessThanOrEqualTo(_ => clock.GetUtcNow().AddMinutes(5)).WithErrorCode("DATE_IN_FUTURE");
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/resume", Handle).WithSummary("Let the clock run on");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (row.PausedFrom is null || row.PausedUntil is not null || request.ReceivedAt < row.PausedFrom)
        {
            throw new RuleViolation(SubjectRightsErrors.NotPaused);
        }

        db.Remember(id, http.Actor(), "CLOCK_RESUMED");
        db.Send(ParticipationEndpoints.Saga, new ClockResumed(id, request.ReceivedAt));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
