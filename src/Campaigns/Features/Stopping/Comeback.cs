using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Stopping;

/// <summary>
/// Whoever was unsubscribed, perhaps by a machine, may ask on an own visit to come back. That alone opens nothing: Consent
/// writes to the person, and the link in that mail is the consent. Asked for once per message, so that a link that was
/// passed on fills nobody's mailbox.
/// </summary>
internal sealed class Comeback(Permissions permissions)
{
    private const string AskedBack = "link.asked-back";

    public static Task<bool> IsOfferedAsync(CampaignsDbContext db, Guid sendId, CancellationToken ct) => db.Campaigns.AnyAsync(
        c => c.NoticeId != null && db.Sends.Any(s => s.Id == sendId && s.CampaignId == c.Id) && !db.AuditEntries.Any(a => a.Code == AskedBack && a.Reference == sendId), ct);

    public async Task AskAsync(CampaignsDbContext db, Guid sendId, CancellationToken ct)
    {
        var send = await db.Sends.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sendId, ct);
        if (send is null || !await db.Stops.AnyAsync(s => s.SendId == sendId && s.ReopenedAt == null, ct) || !await IsOfferedAsync(db, sendId, ct))
        {
            return;
        }

        var (campaign, person) = (await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == send.CampaignId, ct), await db.SurvivorAsync(send.SubjectId, ct));
        await permissions.AskConfirmationAsync(person, campaign.Channel.Name(), campaign.Purpose, campaign.NoticeId!.Value, ct);
        db.Audit("link", AskedBack, person, sendId);
        await db.SaveChangesAsync(ct);
    }
}
