using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Reporting;

/// <summary>Whether our mails arrive: what bounced and was complained about, by domain, and what receivers read of us in the DNS.</summary>
internal static class ReadDeliverability
{
    private const int FewestOfADomain = 5;
    private const int MostDomains = 100;
    private const int MostSenders = 20;

    // What Gmail and Yahoo ask of whoever writes to many (since February 2024): under 0.3 %.
    private const double MostComplaints = 0.003;

    /// <param name="Domain">Null for all domains of too few people together.</param>
    /// <param name="Alarm">More complaints than large receivers bear.</param>
    internal sealed record DomainCount(string? Domain, int Sent, int Bounced, int Complained, int Deferred, bool Alarm);

    internal sealed record Response(DateTimeOffset Since, IReadOnlyList<DomainCount> Domains, IReadOnlyList<SenderCheck> Checks);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/deliverability", HandleAsync).WithName(nameof(ReadDeliverability)).WithSummary("Bounces and complaints by domain; SPF, DKIM and DMARC of our senders");

    internal static async Task<Ok<Response>> HandleAsync(int? days, CampaignsDbContext db, SenderExamination examination, CancellationToken ct)
    {
        var since = db.Now.AddDays(-Math.Clamp(days ?? 30, 1, 366));
        var addresses = await db.Campaigns.AsNoTracking().Where(c => c.Channel == Channel.Email)
            .OrderByDescending(c => c.Id).Select(c => c.SenderAddress).Take(500).ToListAsync(ct);
        string[] senders = [.. addresses.Select(SenderExamination.DomainOf).Distinct(StringComparer.Ordinal).Take(MostSenders)];
        return TypedResults.Ok(new Response(since, await DomainsAsync(db, since, ct), await examination.ExamineAsync(senders, ct)));
    }

    private static async Task<IReadOnlyList<DomainCount>> DomainsAsync(CampaignsDbContext db, DateTimeOffset since, CancellationToken ct)
    {
        var rows = await db.Sends.AsNoTracking()
            .Where(s => s.Domain != null && s.DecidedAt >= since)
            .GroupBy(s => new { s.Domain, s.State, Deferred = s.Attempts > 0 })
            .Select(g => new { g.Key.Domain, g.Key.State, g.Key.Deferred, Count = g.Count() })
            .ToListAsync(ct);
        var people = await db.Sends.AsNoTracking()
            .Where(s => s.Domain != null && s.DecidedAt >= since)
            .GroupBy(s => s.Domain!)
            .Select(g => new { Domain = g.Key, Count = g.Select(s => s.SubjectId).Distinct().Count() })
            .ToDictionaryAsync(p => p.Domain, p => p.Count, ct);
        return
        [
            .. rows.GroupBy(r => r.Domain!)
                .Select(g => (Named: people.GetValueOrDefault(g.Key) < FewestOfADomain ? null : g.Key, Rows: g.ToList()))
                .GroupBy(g => g.Named)
                .Select(g =>
                {
                    int Of(Func<SendState, bool> which) => g.SelectMany(x => x.Rows).Where(r => which(r.State)).Sum(r => r.Count);
                    var (sent, complained) = (Of(s => s is SendState.Sent or SendState.Bounced or SendState.Complained), Of(s => s == SendState.Complained));
                    var deferred = g.SelectMany(x => x.Rows).Where(r => r.Deferred).Sum(r => r.Count);
                    return new DomainCount(g.Key, sent, Of(s => s == SendState.Bounced), complained, deferred, sent > 0 && complained >= sent * MostComplaints);
                })
                .OrderByDescending(d => d.Sent).ThenBy(d => d.Domain, StringComparer.Ordinal)
                .Take(MostDomains),
        ];
    }
}
