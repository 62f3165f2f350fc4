using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Reading;

/// <summary>The board of breaches, oldest first, each with its due date.</summary>
internal static class ListBreaches
{
    internal sealed record Item(
        Guid Id,
        string Reference,
        string Status,
        DateTimeOffset? DetectedAt,
        DateTimeOffset? AwareAt,
        DateTimeOffset? DueAt,
        DateTimeOffset? LatestArguableDueAt,
        DateTimeOffset? NotifiedAt,
        bool? Late,
        bool Overdue,
        string? Risk);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/breaches", HandleAsync)
            .WithName(nameof(ListBreaches))
            .WithSummary("List breaches");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        string? status, string? after, int? limit, BreachNotificationDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var state = Enum.TryParse<BreachState>(status, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : (BreachState?)null;
        if (status is { Length: > 0 } && state is null)
        {
            return Problems.Create(422, "STATUS_UNKNOWN", "No breach has such a status.");
        }

        var take = Paging.Limit(limit);
        var rows = await db.Breaches.AsNoTracking()
            .Where(b => state == null || b.State == state)
            .Where(b => b.Id > from)
            .OrderBy(b => b.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Paging.Of([.. rows.Select(b => Show(b, db.Now))], take, i => i.Id));
    }

    private static Item Show(Breach b, DateTimeOffset now)
    {
        var standing = BreachStanding.Of(b, now);
        return new Item(
            b.Id, b.Reference, standing.Status, b.DetectedAt, b.AwareAt, standing.DueAt, standing.LatestArguableDueAt, b.NotifiedAt, standing.Late, standing.Overdue, b.Risk?.Word());
    }
}
