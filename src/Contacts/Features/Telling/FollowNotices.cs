using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Http;

namespace Gdpr.Contacts.Features.Telling;

/// <summary>
/// Tells an integrator what became of the people it read here: erased, rectified, restricted, objecting (Art. 19). Each sees its
/// own notices only, by id; it acknowledges what it has followed.
/// </summary>
internal static class FollowNotices
{
    internal sealed record Item(Guid Id, RightRequested Right, SubjectId? SubjectId, DateTimeOffset At, DateTimeOffset? ToldAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", Handle).WithName(nameof(FollowNotices)).WithSummary("What became of the people whom the caller has read (Art. 19)");
        api.MapPost("/notices/{id:guid}/acknowledgement", Acknowledge).ReadsOnly().WithSummary("Say that a notice was followed");
    }

    internal static async Task<IResult> Handle(string? after, int? limit, ContactsDbContext db, RoomHttp rooms, HttpContext http, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } last)
        {
            return Problems.CursorMalformed();
        }

        var take = Paging.Limit(limit);
        var items = http.Recipient() is not { } recipient ? []
            : await rooms.PostAsync<List<Item>>(db.Room, "subject-rights", "internal/subject-rights/notices/read", new { recipient, after = last, limit = take }, ct);
        return TypedResults.Ok(Paging.Of(items, take, i => i.Id));
    }

    internal static async Task<IResult> Acknowledge(Guid id, ContactsDbContext db, RoomHttp rooms, HttpContext http, CancellationToken ct)
    {
        if (http.Recipient() is not { } recipient)
        {
            return Problems.From(ContactsErrors.NoticeNotFound);
        }

        using var answer = await rooms.SendAsync(
            db.Room,
            "subject-rights",
            () => new HttpRequestMessage(HttpMethod.Post, $"internal/subject-rights/notices/{id}/acknowledgement") { Content = RoomJson.Content(new { recipient }) },
            ct);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return Problems.From(ContactsErrors.NoticeNotFound);
        }

        answer.EnsureSuccessStatusCode();
        return TypedResults.Ok(await RoomJson.ReadAsync<Item>(answer.Content, ct));
    }
}
