using FluentValidation;
using Gdpr.Governance.Data;
using Gdpr.Governance.Domain;
using Gdpr.Messages.Governance;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Holding;

/// <summary>The claim is over: what was kept only for it goes.</summary>
internal static class ReleaseHold
{
    internal sealed record Request(string Reason);

    internal sealed record Response(Guid Id, DateTimeOffset ReleasedAt);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reason).Must(r => !string.IsNullOrWhiteSpace(r)).WithErrorCode("RELEASE_REASON_MISSING");
            RuleFor(r => r.Reason).MaximumLength(GovernanceConfiguration.Text);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/litigation-holds/{id:guid}/release", Handle)
            .WithIdempotency<GovernanceDbContext>()
            .WithName(nameof(ReleaseHold))
            .WithSummary("Release a litigation hold");

    internal static async Task<Ok<Response>> Handle(Guid id, Request request, GovernanceDbContext db, HttpContext http, CancellationToken ct)
    {
        var hold = await db.HoldAsync(id, ct);
        hold.Release(http.Actor(), request.Reason, db.Now);
        db.Audit(http.Actor(), "litigation-hold.released", hold.SubjectId, id);
        db.Publish(new LitigationHoldReleased(id));
        // Through the gate of erasures: an erasure that runs meanwhile finds the hold released, or this one finds its tombstone.
        await db.EraseAsync([], 0, token => ForgetAsync(db, hold, token), ct);
        return TypedResults.Ok(new Response(id, db.Now));
    }

    // What outlived the erasure of its person only because it was open.
    private static async Task ForgetAsync(GovernanceDbContext db, LitigationHold hold, CancellationToken ct)
    {
        if (hold.SubjectId is { } subject && await db.Tombstones.AnyAsync(t => t.SubjectId == subject, ct))
        {
            await db.Reviews.Where(r => r.HoldId == hold.Id).ExecuteDeleteAsync(ct);
            db.LitigationHolds.Remove(hold);
        }
    }
}
