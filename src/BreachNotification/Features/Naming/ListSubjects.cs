using Gdpr.BreachNotification.Data;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Naming;

/// <summary>Who is named in a breach, for those who handle it (an auditor sees no names); the reading is audited.</summary>
internal static class ListSubjects
{
    internal sealed record Item(Guid Id, SubjectId SubjectId, string Capacity, string? Note, DateTimeOffset NamedAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/breaches/{id:guid}/subjects", HandleAsync)
            .DemandsScope("breach-notification.write")
            .WithName(nameof(ListSubjects))
            .WithSummary("People named in a breach");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        Guid id, string? after, int? limit, BreachNotificationDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        await db.DemandBreachAsync(id, ct);
        var take = Paging.Limit(limit);
        var rows = await db.Subjects.AsNoTracking()
            .Where(s => s.BreachId == id && s.Id > from)
            .OrderBy(s => s.Id)
            .Take(take + 1)
            .Select(s => new Item(s.Id, s.SubjectId, s.Capacity, s.Note, s.NamedAt))
            .ToListAsync(ct);
        foreach (var shown in rows.Take(take))
        {
            db.Audit(http.Actor(), "breach.subjects-read", shown.SubjectId, id);
        }

        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(Paging.Of(rows, take, s => s.Id));
    }
}
