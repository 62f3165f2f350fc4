using Gdpr.Messages.Governance;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Features.Holding;

/// <summary>
/// Remembers what is held for a claim, and lets go of it when the claim is over: what the archive kept only for it is due
/// at once. Announcements may overtake each other; a release is final.
/// </summary>
internal sealed class LitigationHoldConsumer(SalesDbContext db) : IConsumer<LitigationHoldPlaced>, IConsumer<LitigationHoldReleased>
{
    public async Task Consume(ConsumeContext<LitigationHoldPlaced> context)
    {
        var m = context.Message;
        if (m.Target is not null && m.Target != db.Room)
        {
            return;
        }

        var known = await db.KnownHolds.FindAsync([m.HoldId], context.CancellationToken);
        known ??= db.KnownHolds.Add(new KnownHold { HoldId = m.HoldId, SubjectId = m.SubjectId, RecordId = m.RecordId }).Entity;
        if (m.Revision > known.Revision)
        {
            (known.ReviewDate, known.Revision) = (m.ReviewDate, m.Revision);
        }
    }

    public async Task Consume(ConsumeContext<LitigationHoldReleased> context)
    {
        var (id, ct) = (context.Message.HoldId, context.CancellationToken);
        var known = await db.KnownHolds.FindAsync([id], ct);
        known ??= db.KnownHolds.Add(new KnownHold { HoldId = id }).Entity;
        known.Released = true;
        var (subject, record, now) = (known.SubjectId, known.RecordId, db.Now);
        var ids = subject is { } person ? await db.IdsOfAsync(person, ct) : [];
        var kept = await db.Archive.Where(a => ids.Contains(a.SubjectId) || a.RecordId == record).ToListAsync(ct);
        kept.ForEach(a => a.DueAt = now);
    }
}
