using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Proposing;

/// <summary>Erasures that are proposed, with what they would take; each person shown is recorded as read.</summary>
internal static class ListProposals
{
    /// <param name="DataClasses">Null for everything held.</param>
    internal sealed record Item(
        Guid Id, SubjectId SubjectId, ProposalCause Cause, string Purpose, IReadOnlyList<string>? DataClasses, DateTimeOffset ProposedAt, ProposalOutcome? Outcome,
        DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason, Guid? RequestId);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/erasure-proposals", HandleAsync)
            .WithName(nameof(ListProposals))
            .WithSummary("Erasures proposed because no basis is left: ?open=&after=&limit=");
        api.MapGet("/erasure-proposals/{id:guid}", ReadAsync).WithName("ReadProposal").WithSummary("One proposed erasure");
    }

    private static async Task<Results<Ok<Item>, NotFound>> ReadAsync(Guid id, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } proposal)
        {
            return TypedResults.NotFound();
        }

        db.Audit(http.Actor(), "erasure.proposal.read", proposal.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Show(proposal));
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        bool? open, string? after, int? limit, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.Create(422, "CURSOR_MALFORMED", "The cursor is not one of ours.");
        }

        var take = Paging.Limit(limit);
        var rows = await db.Proposals.AsNoTracking()
            .Where(p => p.Id > from && (open == null || open == (p.DecidedAt == null)))
            .OrderBy(p => p.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        var page = Paging.Of(rows, take, p => p.Id);
        foreach (var proposal in page.Items)
        {
            db.Audit(http.Actor(), "erasure.proposal.read", proposal.SubjectId, proposal.Id);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. page.Items.Select(Show)], page.Next));
    }

    private static Item Show(ErasureProposal p) => new(
        p.Id, p.SubjectId, p.Cause, p.Purpose, p.DataClasses?.Split(','), p.ProposedAt, p.Outcome, p.DecidedAt, p.DecidedBy, p.Reason, p.RequestId);
}
