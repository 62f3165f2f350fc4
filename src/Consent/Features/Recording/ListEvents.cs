using System.Text.Json;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Recording;

/// <summary>Everything one person ever said about purposes, oldest first; the reading is audited.</summary>
internal static class ListEvents
{
    internal sealed record Item(
        Guid ReceiptId,
        string Purpose,
        string Channel,
        ConsentDecision Decision,
        Guid? NoticeId,
        string Method,
        DateTimeOffset At,
        DateTimeOffset RecordedAt,
        IReadOnlyDictionary<string, string>? Evidence);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/subjects/{id}/events", HandleAsync)
            .WithName(nameof(ListEvents))
            .WithSummary("Consent events of a person");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        SubjectId id, string? after, int? limit, ConsentDbContext db, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } from)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Events.AsNoTracking()
            .Where(e => e.SubjectId == id && e.Id > from)
            .OrderBy(e => e.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        if (rows.Count > 0)
        {
            db.Audit(http.Actor(), "consent.read", id);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(Paging.Of([.. rows.Select(Show)], take, e => e.ReceiptId));
    }

    private static Item Show(ConsentEvent e) => new(
        e.Id, e.Purpose, e.Channel.Name(), e.Decision, e.NoticeId, e.Method, e.At, e.RecordedAt,
        e.Evidence is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(e.Evidence, RoomJson.Options));
}
