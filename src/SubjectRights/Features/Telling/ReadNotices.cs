using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Telling;

/// <summary>What an integrator that read people is told of them (Art. 19); asked by the room in which it read them.</summary>
internal static class ReadNotices
{
    internal sealed record Asked(string Recipient, Guid After, int Limit);

    internal sealed record Item(Guid Id, RightRequested Right, SubjectId? SubjectId, DateTimeOffset At, DateTimeOffset? ToldAt);

    internal sealed record Acknowledged(string Recipient);

    internal static void Map(IEndpointRouteBuilder inside)
    {
        inside.MapPost("/notices/read", Handle).ReadsOnly().CalledBy("contacts");
        inside.MapPost("/notices/{id:guid}/acknowledgement", Acknowledge).CalledBy("contacts");
    }

    internal static async Task<IResult> Handle(Asked asked, SubjectRightsDbContext db, CancellationToken ct)
    {
        var items = await db.Notices.AsNoTracking()
            .Where(n => n.Recipient == asked.Recipient && n.Id > asked.After)
            .OrderBy(n => n.Id)
            .Take(Paging.Limit(asked.Limit) + 1)
            .Select(n => new Item(n.Id, n.Right, n.SubjectId, n.At, n.ToldAt))
            .ToListAsync(ct);
        return TypedResults.Ok(items);
    }

    internal static async Task<IResult> Acknowledge(Guid id, Acknowledged by, SubjectRightsDbContext db, CancellationToken ct)
    {
        // Somebody else's notice does not exist for this recipient.
        if (await db.Notices.SingleOrDefaultAsync(n => n.Id == id && n.Recipient == by.Recipient, ct) is not { } notice)
        {
            return Problems.From(SubjectRightsErrors.NoticeNotFound);
        }

        if (notice.ToldAt is null)
        {
            (notice.ToldAt, notice.ToldBy) = (db.Now, by.Recipient);
            db.Remember(notice.RequestId, by.Recipient, "RECIPIENT_TOLD");
            if (await db.Tasks.FindAsync([notice.RequestId, TaskCodes.RecipientToTell, notice.Recipient], ct) is { DoneAt: null } task)
            {
                (task.DoneAt, task.Version) = (db.Now, task.Version + 1);
            }
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Item(notice.Id, notice.Right, notice.SubjectId, notice.At, notice.ToldAt));
    }
}
