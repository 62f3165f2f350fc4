using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data;

/// <summary>What this room itself knows against a message: it counts before Consent has heard of it.</summary>
internal static class OwnRefusals
{
    public const string Frequency = "FREQUENCY";

    /// <summary>The code against each person who must not get this campaign.</summary>
    public static async Task<Dictionary<SubjectId, string>> OwnRefusalsAsync(
        this CampaignsDbContext db, Campaign campaign, IReadOnlyList<SubjectId> subjects, CancellationToken ct)
    {
        var (now, asked) = (db.Now, subjects.ToList());
        var codes = (await db.TiredAsync(campaign, asked, ct)).ToDictionary(s => s, _ => Frequency);
        var stops = await db.Stops.AsNoTracking()
            .Where(s => asked.Contains(s.SubjectId) && s.Channel == campaign.Channel && (s.Purpose == null || s.Purpose == campaign.Purpose))
            .Where(s => s.ReopenedAt == null && (s.Until == null || s.Until > now))
            .Select(s => new { s.SubjectId, s.Reason })
            .ToListAsync(ct);

        // A refusal says more than a pause: it is written last.
        foreach (var stop in stops.OrderBy(s => s.Reason != StopReason.Pause))
        {
            codes[stop.SubjectId] = CodeOf(stop.Reason);
        }

        foreach (var subject in await db.Restrictions.Where(r => asked.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct))
        {
            codes[subject] = "RESTRICTED";
        }

        return codes;
    }

    // A message whose fate is unknown may have arrived: it counts.
    private static async Task<List<SubjectId>> TiredAsync(this CampaignsDbContext db, Campaign campaign, List<SubjectId> asked, CancellationToken ct)
    {
        if (campaign.FrequencyMost is not { } most || campaign.FrequencyDays is not { } days)
        {
            return [];
        }

        var since = db.Now - TimeSpan.FromDays(days);
        return await (from s in db.Sends
                      join c in db.Campaigns on s.CampaignId equals c.Id
                      where asked.Contains(s.SubjectId) && c.Channel == campaign.Channel && s.StartedAt != null && s.StartedAt > since
                      group s by s.SubjectId into g
                      where g.Count() >= most
                      select g.Key).ToListAsync(ct);
    }

    private static string CodeOf(StopReason reason) => reason switch
    {
        StopReason.Bounce => "UNDELIVERABLE",
        StopReason.Pause => "PAUSED_BY_PERSON",
        _ => "OBJECTED",
    };
}
