using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gdpr.Contacts.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Following;

/// <summary>Which contacts changed, for systems that keep up with us: ids and times only.</summary>
internal static class FollowChanges
{
    /// <summary>A commit may lag behind its time: younger changes wait, so that no reader passes one by.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    internal sealed record Item(Guid Id, DateTimeOffset ChangedAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/changes", Handle)
            .WithName(nameof(FollowChanges))
            .WithSummary("Contacts changed after a cursor; the last page's cursor is kept and asked again");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> Handle(string? after, int? limit, ContactsDbContext db, CancellationToken ct)
    {
        if (Decode(after) is not var (at, id))
        {
            return Problems.CursorMalformed();
        }

        var most = Paging.Limit(limit);
        var until = db.Now - Settled;
        var items = await db.Contacts.AsNoTracking()
            .Where(c => c.ChangedAt <= until && (c.ChangedAt > at || (c.ChangedAt == at && c.Id > id)))
            .OrderBy(c => c.ChangedAt).ThenBy(c => c.Id)
            .Take(most)
            .Select(c => new Item(c.Id, c.ChangedAt))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, items.Count == 0 ? after : Encode(items[^1])));
    }

    private static string Encode(Item last) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.ChangedAt.UtcTicks}/{last.Id}")));

    private static (DateTimeOffset At, Guid Id)? Decode(string? after)
    {
        if (string.IsNullOrEmpty(after))
        {
            return (DateTimeOffset.MinValue, Guid.Empty);
        }

        if (after.Length > 100 || !Base64Url.IsValid(after))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(after)).Split('/');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ticks)
            && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(parts[1], out var id)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;
    }
}
