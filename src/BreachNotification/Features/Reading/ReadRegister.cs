using System.Globalization;
using System.Text.Json.Nodes;
using Gdpr.BreachNotification.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Features.Reading;

/// <summary>The register of breaches, every one of them, notified or not (Art. 33(5)); a chain of digests shows that no line was changed or taken out.</summary>
internal static class ReadRegister
{
    internal sealed record Item(
        long Sequence, Guid BreachId, DateTimeOffset At, string Code, string Actor, JsonNode? Content, string PreviousDigest, string Digest);

    internal sealed record Check(long Entries, bool Intact, long? FirstBroken);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/register", HandleAsync).WithName(nameof(ReadRegister)).WithSummary("The register of breaches (Art. 33(5))");
        api.MapGet("/register/check", CheckAsync).WithName("CheckRegister").WithSummary("Is the register whole?");
        api.MapGet("/breaches/{id:guid}/history", HistoryAsync).WithName("ReadHistory").WithSummary("The register's lines of one breach");
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HandleAsync(
        Guid? breachId, string? after, int? limit, BreachNotificationDbContext db, HttpContext http, CancellationToken ct)
    {
        if (!TryCursor(after, out var from))
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var rows = await db.Register.AsNoTracking()
            .Where(r => breachId == null || r.BreachId == breachId)
            .Where(r => r.Sequence > from)
            .OrderBy(r => r.Sequence)
            .Take(take + 1)
            .ToListAsync(ct);
        db.Audit(http.Actor(), "register.read", reference: breachId);
        await db.SaveChangesAsync(ct);
        var items = rows.Take(take)
            .Select(r => new Item(r.Sequence, r.BreachId, r.At, r.Code, r.Actor, JsonNode.Parse(r.Content), r.PreviousDigest, r.Digest))
            .ToList();
        return TypedResults.Ok(new Page<Item>(items, rows.Count > take ? items[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> HistoryAsync(
        Guid id, string? after, int? limit, BreachNotificationDbContext db, HttpContext http, CancellationToken ct)
    {
        await db.DemandBreachAsync(id, ct);
        return await HandleAsync(id, after, limit, db, http, ct);
    }

    internal static async Task<Ok<Check>> CheckAsync(BreachNotificationDbContext db, CancellationToken ct)
    {
        var (entries, broken) = await db.CheckAsync(ct);
        return TypedResults.Ok(new Check(entries, broken == 0, broken == 0 ? null : broken));
    }

    private static bool TryCursor(string? after, out long from)
    {
        from = 0;
        return string.IsNullOrEmpty(after) || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out from);
    }
}
