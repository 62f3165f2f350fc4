using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>Who did what with the request, when and why.</summary>
internal static class ReadHistory
{
    internal sealed record Item(DateTimeOffset At, string Actor, string Code, string? Reason);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/requests/{id:guid}/history", Handle).WithSummary("Who did what");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, CancellationToken ct)
    {
        await Steps.FindAsync(db, id, ct);
        var items = await db.History.AsNoTracking().Where(h => h.RequestId == id).OrderBy(h => h.Id)
            .Select(h => new Item(h.At, h.Actor, h.Code, h.Reason)).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, null));
    }
}
