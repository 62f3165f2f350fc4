using Gdpr.Campaigns.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>
/// So many mails a minute to one domain. What other runs sent is counted in the rows, what this one gave to its lanes in
/// memory: a batch that is decided while the last one leaves must count it too.
/// </summary>
internal sealed class Throttle(int most)
{
    // A mail leaves within the life of its decision after it was let through.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1) + Filling.DecisionLife;
    private readonly Dictionary<string, Queue<DateTimeOffset>> _let = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _before;
    private DateTimeOffset _began;

    /// <summary>Once: what left in the minute before this run.</summary>
    public async Task LookAsync(CampaignsDbContext db, Guid campaignId, CancellationToken ct)
    {
        _waiting.Clear();
        if (_before is not null)
        {
            return;
        }

        _began = db.Now;
        var since = _began - Window;
        _before = await db.Sends.AsNoTracking()
            .Where(s => s.CampaignId == campaignId && s.StartedAt > since && s.Domain != null)
            .GroupBy(s => s.Domain!)
            .Select(g => new { Domain = g.Key, Count = g.Count() })
            .ToDictionaryAsync(s => s.Domain, s => s.Count, ct);
    }

    /// <summary>Null lets one through; otherwise how long it waits, so that each minute has its share of those who wait.</summary>
    public TimeSpan? Wait(string domain, DateTimeOffset now)
    {
        var let = _let.TryGetValue(domain, out var known) ? known : _let[domain] = new Queue<DateTimeOffset>();
        while (let.TryPeek(out var oldest) && oldest <= now - Window)
        {
            let.Dequeue();
        }

        var before = now - _began < Window ? _before!.GetValueOrDefault(domain) : 0;
        if (let.Count + before < most)
        {
            let.Enqueue(now);
            return null;
        }

        var place = _waiting[domain] = _waiting.GetValueOrDefault(domain) + 1;
        return Window * (1 + ((place - 1) / most));
    }
}
