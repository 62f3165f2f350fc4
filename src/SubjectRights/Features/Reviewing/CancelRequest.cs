using FluentValidation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>The person took the request back before anything was carried out.</summary>
internal static class CancelRequest
{
    internal sealed record Request(string Reason, string? DelayReason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.DelayReason).MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/cancellation", Handle).WithSummary("Cancel the request");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview);
        ExplainDelay.Demand(db, row, http.Actor(), request.DelayReason);
        db.Remember(id, http.Actor(), "CANCELLATION", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new RequestCancelled(id));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
