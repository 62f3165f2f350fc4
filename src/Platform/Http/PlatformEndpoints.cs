using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Http;

/// <summary>Paths that every room has: its data map, its dead messages and their replay.</summary>
public static class PlatformEndpoints
{
    public static void MapPlatform<TDb>(this IEndpointRouteBuilder api)
        where TDb : RoomDbContext
    {
        api.MapGet("/data-map", Map<TDb>).WithSummary("What this room stores, classified (Art. 30(1)(c))");
        api.MapGet("/dead-messages", ListAsync<TDb>).WithSummary("Messages set aside, without their bodies");
        api.MapPost("/dead-messages/{id:guid}/replay", ReplayAsync<TDb>).WithSummary("Deliver a message that was set aside once more");
    }

    private static IResult Map<TDb>(TDb db)
        where TDb : RoomDbContext => TypedResults.Ok(DataMap.Of(db));

    private static async Task<IResult> ListAsync<TDb>(TDb db, CancellationToken ct)
        where TDb : RoomDbContext
    {
        var dead = await db.DeadMessages.AsNoTracking().Where(m => m.ReplayedAt == null).OrderBy(m => m.Id).Take(Paging.MaxLimit)
            .Select(m => new DeadLetter(m.Id, m.MessageType, m.Endpoint, m.Reason, m.Deliveries, m.At))
            .ToListAsync(ct);

        // What could not even leave: of a type this host does not know, or too late.
        dead.AddRange(await db.Outbox.AsNoTracking().Where(m => m.DeadAt != null).OrderBy(m => m.Id).Take(Paging.MaxLimit)
            .Select(m => new DeadLetter(m.Id, m.MessageType, m.Destination ?? "outbox", m.LastError ?? "MESSAGE_UNREADABLE", m.Attempts, m.DeadAt!.Value))
            .ToListAsync(ct));
        return TypedResults.Ok(new Page<DeadLetter>(dead, null));
    }

    private static async Task<IResult> ReplayAsync<TDb>(Guid id, TDb db, HttpContext http, CancellationToken ct)
        where TDb : RoomDbContext
    {
        var dead = await db.DeadMessages.SingleOrDefaultAsync(m => m.Id == id && m.ReplayedAt == null, ct);
        if (dead is null && await db.Outbox.SingleOrDefaultAsync(m => m.Id == id && m.DeadAt != null, ct) is { } kept)
        {
            (kept.DeadAt, kept.LastError, kept.AvailableAt) = (null, null, db.Now);
        }
        else if (dead is null)
        {
            return Problems.Create(404, "DEAD_MESSAGE_NOT_FOUND", "No such message waits here.");
        }

        else
        {
            dead.ReplayedAt = db.Now;
            db.Outbox.Add(dead.Again(db));
        }

        db.Audit(http.Actor(), "message.replayed", reference: id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>A message that was set aside, as operators see it.</summary>
    public sealed record DeadLetter(Guid Id, string MessageType, string Endpoint, string Reason, int Deliveries, DateTimeOffset At);
}
