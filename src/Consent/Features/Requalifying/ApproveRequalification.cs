using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Requalifying;

/// <summary>The DPO approves, with a reason; or anybody stops it. Nobody is asked before, and the law is asked again for each person.</summary>
internal static class ApproveRequalification
{
    public const string Scope = "consent.approve";

    internal sealed record Request(string Reason);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/requalifications/{id:guid}/approval", HandleAsync)
            .DemandsScope(Scope)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(ApproveRequalification))
            .WithSummary("Approve a requalification: {reason}");
        api.MapPost("/requalifications/{id:guid}/stop", StopAsync).WithName("StopRequalification").WithSummary("Ask nobody more");
    }

    internal static async Task<Results<Accepted, NotFound>> HandleAsync(Guid id, Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Requalifications.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run)
        {
            return TypedResults.NotFound();
        }

        if (run.State != RequalificationState.Draft)
        {
            throw new RuleViolation(ConsentErrors.RequalificationNotDraft);
        }

        if (!await db.Notices.AnyAsync(n => n.Purpose == run.Purpose && (n.Language == "fr" || n.Language == "en"), ct))
        {
            throw new RuleViolation(ConsentErrors.NoticeUnknown);
        }

        (run.State, run.ApprovedAt, run.ApprovedBy, run.Reason) = (RequalificationState.Asking, db.Now, http.Actor(), request.Reason);
        db.Audit(http.Actor(), "requalification.approved", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/api/consent/requalifications/{id}");
    }

    internal static async Task<Results<NoContent, NotFound>> StopAsync(Guid id, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Requalifications.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run)
        {
            return TypedResults.NotFound();
        }

        run.State = RequalificationState.Stopped;
        db.Audit(http.Actor(), "requalification.stopped", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
