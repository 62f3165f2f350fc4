using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Suppressing;

/// <summary>Lists refusals, of everybody or of one person; hashes themselves are not shown.</summary>
internal static class ListSuppressions
{
    internal sealed record Item(
        Guid Id, string Scope, string? Purpose, SuppressionReason Reason, DateTimeOffset At, int Hashes, IReadOnlyList<SubjectId> SubjectIds);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/suppressions", HandleAsync)
            .WithName(nameof(ListSuppressions))
            .WithSummary("Refusals and suppressions");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        SubjectId? subjectId, string? after, int? limit, ConsentDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var acts = db.Suppressions.AsNoTracking().Where(s => s.Id > from);
        if (subjectId is { } subject)
        {
            acts = acts.Where(s => db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && l.SubjectId == subject));
        }

        var rows = await acts.OrderBy(s => s.Id).Take(take + 1)
            .Select(s => new Item(
                s.Id,
                s.Scope.Name(),
                s.Purpose,
                s.Reason,
                s.At,
                db.SuppressionHashes.Count(h => h.SuppressionId == s.Id),
                db.SuppressionSubjects.Where(l => l.SuppressionId == s.Id).Select(l => l.SubjectId).ToList()))
            .ToListAsync(ct);
        return TypedResults.Ok(Paging.Of(rows, take, i => i.Id));
    }
}
