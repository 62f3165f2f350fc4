using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Ledger;

/// <summary>How far a room has come, beside the ledger's head; and what happens when the ledger is the older of the two.</summary>
internal static class LedgerMarks
{
    public static async Task<(long Applied, long ReplayedTo)> ReachedAsync(this RoomDbContext db, CancellationToken ct)
    {
        var mark = await db.Marks.AsNoTracking().SingleOrDefaultAsync(ct);
        return (mark?.LedgerSequence ?? 0, mark?.ReplayedTo ?? 0);
    }

    public static RuleError Older(string room, long applied, long head) => new(
        "LEDGER_OLDER_THAN_ROOM",
        $"{room} has applied entry {applied} of the erasure ledger, whose head is {head}: an old ledger was restored. "
        + "Restore its newest backup. If there is none, a named person accepts the loss with Gdpr:Ledger:AcceptedBy (docs/operations.md); sends then stay off.",
        500);

    /// <summary>A named person accepts the loss: the mark goes back to the head, sends stop, and the chain of the room says who.</summary>
    public static Task AcceptAsync(this RoomDbContext db, string by, long head, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var mark = await db.MarkAsync(token);
            mark.LedgerSequence = head;
            mark.ReplayedTo = Math.Min(mark.ReplayedTo, head);
            mark.SendsOffSince ??= db.Now;
            db.Audit(by, "ledger.older-accepted");
            await db.SaveChangesAsync(token);
        },
        ct);

    /// <summary>While a name stands in the setting every room of the host keeps its sends off, its own mark being older or not.</summary>
    public static async Task SetSendsAsync(this RoomDbContext db, LedgerSettings settings, CancellationToken ct)
    {
        var off = await db.Marks.AnyAsync(m => m.SendsOffSince != null, ct);
        var (by, code) = settings switch
        {
            { SendsResumedBy: { } resumes } when off => (resumes, "ledger.sends-resumed"),
            { SendsResumedBy: null, AcceptedBy: { } accepts } when !off => (accepts, "ledger.sends-off"),
            _ => (string.Empty, string.Empty),
        };
        if (by.Length == 0)
        {
            return;
        }

        await db.InTransactionAsync(
            async token =>
            {
                (await db.MarkAsync(token)).SendsOffSince = off ? null : db.Now;
                db.Audit(by, code);
                await db.SaveChangesAsync(token);
            },
            ct);
    }

    /// <summary>Everything up to <paramref name="to"/> has been compared.</summary>
    public static Task MoveAsync(this RoomDbContext db, long to, int replayed, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            var mark = await db.MarkAsync(token);
            mark.ReplayedTo = Math.Max(mark.ReplayedTo, to);
            if (replayed > 0)
            {
                db.Audit("system", "ledger.replayed");
            }

            await db.SaveChangesAsync(token);
        },
        ct);
}
