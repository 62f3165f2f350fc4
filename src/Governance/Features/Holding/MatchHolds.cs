using FluentValidation;
using Gdpr.Governance.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Features.Holding;

/// <summary>Which of these people and records are held now: asked by a room just before it destroys, so that no message can come too late.</summary>
internal static class MatchHolds
{
    internal sealed record Request(IReadOnlyList<SubjectId>? SubjectIds, IReadOnlyList<Guid>? RecordIds);

    internal sealed record Item(Guid HoldId, SubjectId? SubjectId, Guid? RecordId, DateOnly ReviewDate);

    internal sealed record Response(IReadOnlyList<Item> Holds);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.SubjectIds).NotNull();
            RuleFor(r => r.RecordIds).NotNull();
            RuleFor(r => r).Must(r => (r.SubjectIds?.Count ?? 0) + (r.RecordIds?.Count ?? 0) <= 1000).WithErrorCode("BATCH_TOO_LARGE");
        }
    }

    internal static void Map(IEndpointRouteBuilder inside) =>
        inside.MapPost("/litigation-holds/match", Handle).CalledBy("sales", "contacts", "consent", "breach-notification");

    internal static async Task<Ok<Response>> Handle(Request request, GovernanceDbContext db, CancellationToken ct)
    {
        var subjects = request.SubjectIds!.Select(s => (SubjectId?)s).ToList();
        var records = request.RecordIds!.Select(r => (Guid?)r).ToList();
        var holds = await db.LitigationHolds.AsNoTracking()
            .Where(h => h.ReleasedAt == null && (subjects.Contains(h.SubjectId) || records.Contains(h.RecordId)))
            .Select(h => new Item(h.Id, h.SubjectId, h.RecordId, h.ReviewDate))
            .ToListAsync(ct);
        return TypedResults.Ok(new Response(holds));
    }
}
