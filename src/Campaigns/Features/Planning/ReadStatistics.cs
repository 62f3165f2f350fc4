using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Planning;

/// <summary>What came of a campaign, counted; nobody was watched for it. Domains of few people are not named.</summary>
internal static class ReadStatistics
{
    private const int FewestOfADomain = 5;

    internal sealed record Variant(string Name, int Sent, int Bounced, int Complained, int Unsubscribed);

    internal sealed record DomainCount(string? Domain, int Sent, int Bounced, int Complained);

    internal sealed record Response(
        int Sent, int Bounced, int Complained, int Unsubscribed, int Unknown, int Failed, int Excluded, int Queued, int Forgotten, IReadOnlyList<Variant> Variants, IReadOnlyList<DomainCount> Domains);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/{id:guid}/statistics", Handle).WithName(nameof(ReadStatistics)).WithSummary("Delivered, bounced, complained, unsubscribed; by subject and by domain");

    internal static async Task<Ok<Response>> Handle(Guid id, CampaignsDbContext db, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
        var counts = await db.Sends.AsNoTracking().Where(s => s.CampaignId == id)
            .GroupBy(s => new { s.State, s.VariantB, s.Domain, Unsubscribed = s.UnsubscribedAt != null })
            .Select(g => new Counted(g.Key.State, g.Key.VariantB, g.Key.Domain, g.Key.Unsubscribed, g.Count()))
            .ToListAsync(ct);
        return TypedResults.Ok(new Response(
            Left(counts), Of(counts, SendState.Bounced), Of(counts, SendState.Complained), Unsubscribed(counts), Of(counts, SendState.Unknown), Of(counts, SendState.Failed),
            Of(counts, SendState.Excluded), Of(counts, SendState.Queued), campaign.Forgotten, Variants(campaign, counts), Domains(counts)));
    }

    private static List<Variant> Variants(Campaign campaign, List<Counted> counts) =>
        campaign.ShareOfB is null ? [] : [.. counts.GroupBy(c => c.VariantB).OrderBy(g => g.Key).Select(g =>
            new Variant(g.Key ? "B" : "A", Left(g), Of(g, SendState.Bounced), Of(g, SendState.Complained), Unsubscribed(g)))];

    private static List<DomainCount> Domains(List<Counted> counts) =>
        [.. counts.Where(c => c.Domain is not null).GroupBy(c => c.Domain!)
            .Select(g => (Domain: g.Sum(c => c.Count) < FewestOfADomain ? null : g.Key, Counts: g.ToList()))
            .GroupBy(g => g.Domain)
            .Select(g => new DomainCount(g.Key, Left(g.SelectMany(x => x.Counts)), Of(g.SelectMany(x => x.Counts), SendState.Bounced), Of(g.SelectMany(x => x.Counts), SendState.Complained)))
            .OrderByDescending(d => d.Sent)];

    // What bounced or was complained about had left, too.
    private static int Left(IEnumerable<Counted> counts) => counts.Where(c => c.State is SendState.Sent or SendState.Bounced or SendState.Complained).Sum(c => c.Count);

    private static int Of(IEnumerable<Counted> counts, SendState state) => counts.Where(c => c.State == state).Sum(c => c.Count);

    private static int Unsubscribed(IEnumerable<Counted> counts) => counts.Where(c => c.Unsubscribed).Sum(c => c.Count);

    private sealed record Counted(SendState State, bool VariantB, string? Domain, bool Unsubscribed, int Count);
}
