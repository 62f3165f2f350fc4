using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Planning;

/// <summary>
/// Asks for everybody of the segment what a send would ask, sends nothing, and keeps the counts by reason with examples as
/// evidence. A launch names the pre-flight that the person saw.
/// </summary>
internal static class RunPreflight
{
    private const int Page = 500;
    private const int Examples = 3;

    internal sealed record Reason(string Code, int Count, IReadOnlyList<SubjectId> Examples);

    internal sealed record Response(
        Guid Id, DateTimeOffset At, int Total, int Going, int Excluded, IReadOnlyList<Reason> Allowed, IReadOnlyList<Reason> Excludes, IReadOnlyList<string> Missing, string Note);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/{id:guid}/preflight", Handle).WithName(nameof(RunPreflight)).WithSummary("How many would get it and how many not, by reason");
        api.MapGet("/{id:guid}/preflights/{preflightId:guid}", Read).WithName("ReadPreflight").WithSummary("A pre-flight as it was kept");
    }

    internal static async Task<Ok<Response>> Handle(Guid id, CampaignsDbContext db, Reach reach, People people, HttpContext http, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
        var template = await db.Templates.AsNoTracking().SingleAsync(t => t.Id == campaign.TemplateId, ct);
        var segment = await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == campaign.SegmentId, ct);
        var tally = new Dictionary<(bool Goes, string Code), (int Count, List<SubjectId> Examples)>();
        var (after, message) = (Guid.Empty, MandatoryWords.FactsOf(template));
        while (segment is not null && await people.PageAsync(segment.Criteria, after, Page, ct) is { Count: > 0 } page)
        {
            after = page[^1].Value;
            foreach (var judged in await reach.JudgeAsync(db, campaign, message, page, ct))
            {
                Count(tally, judged);
            }
        }

        var preflight = Make(db, campaign, template, segment, http.Actor(), tally);
        var shown = tally.ToDictionary(t => t.Key, t => (IReadOnlyList<SubjectId>)t.Value.Examples);
        await KeepAsync(db, preflight, shown, http.Actor(), ct);
        return TypedResults.Ok(Show(preflight, shown));
    }

    internal static async Task<Ok<Response>> Read(Guid id, Guid preflightId, CampaignsDbContext db, CancellationToken ct)
    {
        var preflight = await db.Preflights.AsNoTracking().SingleOrDefaultAsync(p => p.Id == preflightId && p.CampaignId == id, ct)
            ?? throw new RuleViolation(CampaignsErrors.PreflightNotFound);
        var examples = (await db.PreflightExamples.AsNoTracking().Where(e => e.PreflightId == preflightId).ToListAsync(ct)).ToLookup(e => e.Code, e => e.SubjectId);
        return TypedResults.Ok(Show(preflight, preflight.Counts.ToDictionary(c => (c.Goes, c.Code), c => (IReadOnlyList<SubjectId>)[.. examples[c.Code]])));
    }

    private static void Count(Dictionary<(bool Goes, string Code), (int Count, List<SubjectId> Examples)> tally, Judged judged)
    {
        var key = (judged.Allowed, judged.Code);
        var (count, examples) = tally.GetValueOrDefault(key, (0, []));
        if (examples.Count < Examples)
        {
            examples.Add(judged.SubjectId);
        }

        tally[key] = (count + 1, examples);
    }

    private static Preflight Make(
        CampaignsDbContext db, Campaign campaign, Template template, Segment? segment, string by, Dictionary<(bool Goes, string Code), (int Count, List<SubjectId> Examples)> tally)
    {
        var preflight = new Preflight
        {
            Id = db.NewId(),
            CampaignId = campaign.Id,
            At = db.Now,
            By = by,
            Digest = PreflightDigest.Of(campaign, template, segment),
            Total = tally.Values.Sum(t => t.Count),
            Going = tally.Where(t => t.Key.Goes).Sum(t => t.Value.Count),
            Missing = string.Join(' ', MandatoryWords.Missing(template)),
        };
        preflight.Counts.AddRange(tally.Select(t => new PreflightCount { PreflightId = preflight.Id, Goes = t.Key.Goes, Code = t.Key.Code, Count = t.Value.Count }));
        return preflight;
    }

    private static Task KeepAsync(
        CampaignsDbContext db, Preflight preflight, Dictionary<(bool Goes, string Code), IReadOnlyList<SubjectId>> shown, string by, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                var living = (await db.LivingAsync([.. shown.SelectMany(s => s.Value)], token)).ToHashSet();
                db.Preflights.Add(preflight);
                db.PreflightExamples.AddRange(shown.SelectMany(s => s.Value.Where(living.Contains).Select(e =>
                    new PreflightExample { PreflightId = preflight.Id, Code = s.Key.Code, SubjectId = e })));
                db.Audit(by, "campaign.preflight", reference: preflight.Id, digest: preflight.Digest);
                await db.SaveChangesAsync(token);
            },
            ct);

    private static Response Show(Preflight p, IReadOnlyDictionary<(bool Goes, string Code), IReadOnlyList<SubjectId>> examples)
    {
        return new Response(
            p.Id, p.At, p.Total, p.Going, p.Total - p.Going, Reasons(true), Reasons(false), p.Missing.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "Allowed on the facts recorded at this moment; decided anew at every send.");

        List<Reason> Reasons(bool goes) => [.. p.Counts.Where(c => c.Goes == goes).OrderByDescending(c => c.Count)
            .Select(c => new Reason(c.Code, c.Count, examples.GetValueOrDefault((goes, c.Code), [])))];
    }
}
