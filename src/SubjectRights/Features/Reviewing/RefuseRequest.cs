using FluentValidation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Refuses a request, with the reasons and remedies of Art. 12(4) in the answer.</summary>
internal static class RefuseRequest
{
    internal sealed record Request(string Ground, string Reason, string? DelayReason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Ground).NotEmpty().MaximumLength(60).Matches("^[A-Za-z0-9_().:-]+$").WithErrorCode("GROUND_INVALID");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING").MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
            RuleFor(r => r.DelayReason).MaximumLength(2000).WithErrorCode("REASON_TOO_LONG");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/refusal", Handle).WithSummary("Refuse the request with a ground and a reason");

    internal static async Task<IResult> Handle(Guid id, Request request, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.AwaitingIdentity, RequestStates.Locating, RequestStates.AwaitingReview);
        ExplainDelay.Demand(db, row, http.Actor(), request.DelayReason);
        db.Remember(id, http.Actor(), "REFUSAL", request.Reason);
        db.Send(ParticipationEndpoints.Saga, new RequestRefused(id, request.Ground));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
