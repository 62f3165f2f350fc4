using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Http;

/// <summary>Paths that every room has: its data map, its audit trail, its dead messages and their replay.</summary>
public static class PlatformEndpoints
{
    public static void MapPlatform<TDb>(this IEndpointRouteBuilder api)
        where TDb : RoomDbContext
    {
        api.MapGet("/data-map", Map<TDb>).WithSummary("What this room stores, classified (Art. 30(1)(c))");
        api.MapGet("/audit", AuditAsync<TDb>).DemandsScope("governance.read").WithSummary("Who did what here, newest first; ids and codes only");
        api.MapGet("/dead-messages", ListAsync<TDb>).WithSummary("Messages set aside, without their bodies");
        api.MapPost("/dead-messages/{id:guid}/replay", ReplayAsync<TDb>).WithSummary("Deliver a message that was set aside once more");
    }

    /// <summary>Who looked at the person's data here: when and for what, never which member of staff (DESIGN 4.12).</summary>
    public static void MapOwnReads<TDb>(this IEndpointRouteBuilder self)
        where TDb : RoomDbContext =>
        self.MapGet("/reads", OwnReadsAsync<TDb>).WithSummary("When your data was read here, and for what");

    /// <summary>For a room that keeps a ledger of disclosures: who outside received the person, from when to when.</summary>
    public static void MapOwnRecipients<TDb>(this IEndpointRouteBuilder self)
        where TDb : RoomDbContext =>
        self.MapGet("/recipients", OwnRecipientsAsync<TDb>).WithSummary("Who received your data from here");

    private static async Task<IResult> OwnRecipientsAsync<TDb>(TDb db, HttpContext http, CancellationToken ct)
        where TDb : RoomDbContext
    {
        var me = http.OwnSubject();
        var rows = await db.Set<PersonDisclosure>().AsNoTracking().Where(d => d.SubjectId == me)
            .GroupBy(d => d.Recipient).Select(g => new OwnRecipient(g.Key, g.Min(d => d.At), g.Max(d => d.At))).ToListAsync(ct);
        return TypedResults.Ok(new Page<OwnRecipient>([.. rows.OrderBy(r => r.Recipient, StringComparer.Ordinal)], null));
    }

    private static async Task<IResult> OwnReadsAsync<TDb>(TDb db, HttpContext http, CancellationToken ct)
        where TDb : RoomDbContext
    {
        var (me, own) = (http.OwnSubject(), http.Actor());
        var rows = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectId == me && e.Actor != own)
            .Where(e => e.Code.EndsWith(".read") || e.Code.EndsWith("-read") || e.Code.EndsWith(".listed") || e.Code.EndsWith(".found") || e.Code.EndsWith(".previewed"))
            .OrderByDescending(e => e.Id)
            .Take(Paging.MaxLimit)
            .Select(e => new OwnRead(e.At, db.Room, e.Code, e.Actor.StartsWith("room-") ? "service" : "person"))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<OwnRead>(rows, null));
    }

    private static async Task<IResult> AuditAsync<TDb>(SubjectId? subjectId, Guid? before, int? limit, TDb db, CancellationToken ct)
        where TDb : RoomDbContext
    {
        var rows = await db.AuditEntries.AsNoTracking()
            .Where(e => subjectId == null || e.SubjectId == subjectId)
            .Where(e => before == null || e.Id < before)
            .OrderByDescending(e => e.Id)
            .Take(Paging.Limit(limit))
            .Select(e => new AuditLine(e.Id, e.At, e.Actor, e.Code, e.SubjectId, e.Reference))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<AuditLine>(rows, null));
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

    /// <summary>One entry of the trail.</summary>
    public sealed record AuditLine(Guid Id, DateTimeOffset At, string Actor, string Code, SubjectId? SubjectId, Guid? Reference);

    /// <summary>One look at a person's data.</summary>
    /// <param name="By">A service of ours at work, or a person through one.</param>
    public sealed record OwnRead(DateTimeOffset At, string Service, string Code, string By);

    /// <summary>Somebody outside who received a person's data.</summary>
    /// <param name="Recipient"><c>integrator:&lt;client id&gt;</c>, or <c>export:&lt;name&gt;</c>.</param>
    public sealed record OwnRecipient(string Recipient, DateTimeOffset First, DateTimeOffset Last);

    /// <summary>A message that was set aside, as operators see it.</summary>
    public sealed record DeadLetter(Guid Id, string MessageType, string Endpoint, string Reason, int Deliveries, DateTimeOffset At);
}
