using FluentValidation;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Proposing;

/// <summary>
/// A person decides a proposed erasure: it is carried out by a request, which is named, or the data are kept for a reason.
/// Nothing is erased here.
/// </summary>
internal static class DecideProposal
{
    internal sealed record Request(ProposalOutcome? Outcome, string Reason, Guid? RequestId);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Outcome).Must(o => o is ProposalOutcome.Erase or ProposalOutcome.Keep).WithErrorCode("OUTCOME_UNKNOWN");
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
            RuleFor(r => r.RequestId).NotNull().WithErrorCode("REQUEST_MISSING").When(r => r.Outcome == ProposalOutcome.Erase);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/erasure-proposals/{id:guid}/decision", HandleAsync)
            .WithIdempotency<ConsentDbContext>()
            .WithName(nameof(DecideProposal))
            .WithSummary("Decide a proposed erasure: {outcome: erase|keep, reason, requestId?}");

    internal static async Task<Results<NoContent, NotFound>> HandleAsync(Guid id, Request request, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Proposals.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } proposal)
        {
            return TypedResults.NotFound();
        }

        if (proposal.DecidedAt is not null)
        {
            throw new RuleViolation(ConsentErrors.ProposalDecided);
        }

        (proposal.Outcome, proposal.DecidedAt, proposal.DecidedBy, proposal.Reason) = (request.Outcome, db.Now, http.Actor(), request.Reason);
        proposal.RequestId = request.Outcome == ProposalOutcome.Erase ? request.RequestId : null;
        db.Audit(http.Actor(), "erasure.proposal.decided", proposal.SubjectId, proposal.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
