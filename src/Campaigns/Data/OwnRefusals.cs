using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data;

/// <summary>What this room itself knows against a message: it counts before Consent has heard of it.</summary>
internal static class OwnRefusals
{
    public const string Frequency = "FREQUENCY";
    private const int CallDays = 30;

    /// <summary>The code against each person who must not get this campaign.</summary>
    public static async Task<Dictionary<SubjectId, string>> OwnRefusalsAsync(
        this CampaignsDbContext db, Campaign campaign, IReadOnlyList<SubjectId> subjects, CancellationToken ct)
    {
        var (now, owners) = (db.Now, await db.OwnersAsync(subjects, ct));
        var asked = owners.Keys.ToList();
        var codes = (await db.TiredAsync(campaign, owners, ct)).ToDictionary(s => s, _ => Frequency);
        foreach (var subject in await db.HadItAsync(campaign, owners, ct))
        {
            codes[subject] = "ALREADY_SENT";
        }

        var stops = await db.Stops.AsNoTracking()
            .Where(s => asked.Contains(s.SubjectId) && s.Channel == campaign.Channel && (s.Purpose == null || s.Purpose == campaign.Purpose))
            .Where(s => s.ReopenedAt == null && (s.Until == null || s.Until > now))
            .Select(s => new { s.SubjectId, s.Reason })
            .ToListAsync(ct);

        // A refusal says more than a pause: it is written last.
        foreach (var stop in stops.OrderBy(s => s.Reason != StopReason.Pause))
        {
            codes[owners[stop.SubjectId]] = CodeOf(stop.Reason);
        }

        foreach (var subject in await db.Restrictions.Where(r => asked.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct))
        {
            codes[owners[subject]] = "RESTRICTED";
        }

        return codes;
    }

    /// <summary>How often each was called in the last thirty days, in whatever campaign: Consent's law counts it (C. conso D223-9).</summary>
    public static async Task<Dictionary<SubjectId, int>> CallsAsync(this CampaignsDbContext db, IReadOnlyList<SubjectId> subjects, CancellationToken ct)
    {
        var (since, owners) = (db.Now.AddDays(-CallDays), await db.OwnersAsync(subjects, ct));
        var asked = owners.Keys.ToList();
        var calls = await db.CallAttempts.AsNoTracking().Where(a => asked.Contains(a.SubjectId) && a.At > since).Select(a => a.SubjectId).ToListAsync(ct);
        return calls.GroupBy(s => owners[s]).ToDictionary(g => g.Key, g => g.Count());
    }

    // A message whose fate is unknown may have arrived: it counts.
    private static async Task<List<SubjectId>> TiredAsync(this CampaignsDbContext db, Campaign campaign, Dictionary<SubjectId, SubjectId> owners, CancellationToken ct)
    {
        if (campaign.FrequencyMost is not { } most || campaign.FrequencyDays is not { } days)
        {
            return [];
        }

        var (since, asked) = (db.Now - TimeSpan.FromDays(days), owners.Keys.ToList());
        var had = await (from s in db.Sends
                         join c in db.Campaigns on s.CampaignId equals c.Id
                         where asked.Contains(s.SubjectId) && c.Channel == campaign.Channel && s.StartedAt != null && s.StartedAt > since
                         group s by s.SubjectId into g
                         select new { Subject = g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. had.GroupBy(h => owners[h.Subject]).Where(g => g.Sum(h => h.Count) >= most).Select(g => g.Key)];
    }

    // Merged while the campaign ran: the same person is not written to under the other id.
    private static async Task<List<SubjectId>> HadItAsync(this CampaignsDbContext db, Campaign campaign, Dictionary<SubjectId, SubjectId> owners, CancellationToken ct)
    {
        var others = owners.Where(o => o.Key != o.Value).Select(o => o.Key).ToList();
        return others.Count == 0 ? [] : [.. (await db.Sends.AsNoTracking()
            .Where(s => s.CampaignId == campaign.Id && others.Contains(s.SubjectId) && s.StartedAt != null)
            .Select(s => s.SubjectId)
            .ToListAsync(ct)).Select(s => owners[s])];
    }

    private static string CodeOf(StopReason reason) => reason switch
    {
        StopReason.Bounce => "UNDELIVERABLE",
        StopReason.Pause => "PAUSED_BY_PERSON",
        _ => "OBJECTED",
    };
}
