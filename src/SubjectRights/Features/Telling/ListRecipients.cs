using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Telling;

/// <summary>Everybody who received the person's data, and who of them was told what became of it (Arts. 15(1)(c), 19).</summary>
internal static class ListRecipients
{
    /// <param name="Name">A connection, <c>integrator:…</c> or <c>export:…</c>.</param>
    /// <param name="Owed">Whether this right is one the recipient must be told of.</param>
    internal sealed record Item(string Name, bool Owed, DateTimeOffset? ToldAt, string? ToldBy);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{id:guid}/recipients", Handle).WithSummary("Who received the person's data, and who was told");

    internal static async Task<IResult> Handle(Guid id, SubjectRightsDbContext db, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        var notices = await db.Notices.AsNoTracking().Where(n => n.RequestId == id).ToDictionaryAsync(n => n.Recipient, ct);
        var connections = row.Targets.Where(t => !t.IsRoom && t.Located.Count > 0)
            .Select(t => new Item(t.Name, row.IsChecked, t.Outcome == Outcome.Informed && t.Verified ? row.AnsweredAt : null, null));
        var named = row.Targets.Where(t => !t.IsRoom && t.Located.Count > 0).Select(t => t.Name);
        var others = row.Recipients.Except(named).Select(r => notices.TryGetValue(r, out var notice) ? new Item(r, true, notice.ToldAt, notice.ToldBy) : new Item(r, false, null, null));
        return TypedResults.Ok(new Page<Item>([.. connections, .. others], null));
    }
}
