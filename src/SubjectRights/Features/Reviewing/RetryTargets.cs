using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Reviewing;

/// <summary>Asks again only the targets that failed or need a person.</summary>
internal static class RetryTargets
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/retry", Handle).WithSummary("Ask the failed targets again");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        Steps.Demand(row, RequestStates.Locating, RequestStates.AwaitingReview, RequestStates.PartiallyCompleted);
        db.Remember(id, http.Actor(), "RETRY");
        db.Send(ParticipationEndpoints.Saga, new TargetsRetried(id));
        await db.SaveChangesAsync(ct);
        return Steps.Accepted(id);
    }
}
