using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Receipting;

/// <summary>Reads the receipt of an event, and says of one that is shown whether it is ours and unchanged.</summary>
internal static class ReadReceipt
{
    private const string Linked = "application/ld+json";

    internal sealed record Verdict(bool Valid);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/receipts/{id:guid}", HandleAsync)
            .WithName(nameof(ReadReceipt))
            .WithSummary("The signed receipt of an event; JSON-LD (ISO/IEC TS 27560, DPV) on demand");
        api.MapPost("/receipts/verify", Verify).ReadsOnly().WithName("VerifyReceipt").WithSummary("Whether a receipt is ours and unchanged");
    }

    internal static void MapSelf(IEndpointRouteBuilder self) =>
        self.MapGet("/receipts/{id:guid}", OwnAsync).WithName("OwnReceipt").WithSummary("The signed receipt of what I said, as JSON-LD");

    private static async Task<Results<JsonHttpResult<JsonObject>, NotFound>> OwnAsync(
        Guid id, ConsentDbContext db, SignedReceipts receipts, HttpContext http, CancellationToken ct)
    {
        var me = http.OwnSubject();
        return await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.SubjectId == me, ct) is { } said
            ? TypedResults.Json(await receipts.ReadLinkedAsync(said, ct), RoomJson.Options, Linked)
            : TypedResults.NotFound();
    }

    internal static async Task<Results<JsonHttpResult<JsonObject>, NotFound>> HandleAsync(
        Guid id, ConsentDbContext db, SignedReceipts receipts, HttpContext http, CancellationToken ct)
    {
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } said)
        {
            return TypedResults.NotFound();
        }

        db.Audit(http.Actor(), "receipt.read", said.SubjectId, said.Id);
        await db.SaveChangesAsync(ct);
        var linked = http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(Linked, StringComparison.OrdinalIgnoreCase));
        return linked
            ? TypedResults.Json(await receipts.ReadLinkedAsync(said, ct), RoomJson.Options, Linked)
            : TypedResults.Json(await receipts.ReadAsync(said, ct), RoomJson.Options);
    }

    internal static Ok<Verdict> Verify(JsonObject receipt, SignedReceipts receipts) => TypedResults.Ok(new Verdict(receipts.IsOurs(receipt)));
}
