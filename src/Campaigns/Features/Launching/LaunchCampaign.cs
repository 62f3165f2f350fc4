using FluentValidation;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Launching;

/// <summary>A person launches a campaign, now or for later, saying why and naming the pre-flight that the person has seen.</summary>
internal static class LaunchCampaign
{
    internal sealed record Request(Guid? PreflightId, string? Reason, DateTimeOffset? StartAt);

    internal sealed record Response(Guid Id, CampaignState State);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.PreflightId).NotNull().WithErrorCode("PREFLIGHT_MISSING");
            RuleFor(r => r.Reason).NotEmpty().WithErrorCode("REASON_MISSING");
            RuleFor(r => r.Reason).MaximumLength(500);
        }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/{id:guid}/launch", Handle).WithName(nameof(LaunchCampaign)).WithSummary("Launch on a pre-flight: {preflightId, reason, startAt?}");
        api.MapPost("/{id:guid}/pause", Pause).WithName("PauseCampaign").WithSummary("Pause: what has not begun to leave stays");
        api.MapPost("/{id:guid}/end", End).WithName("EndCampaign").WithSummary("End for good: who has not got it does not get it");
        api.MapPost("/{id:guid}/resume", Resume).WithName("ResumeCampaign").WithSummary("Resume where it stood");
    }

    internal static async Task<Accepted<Response>> Handle(Guid id, Request request, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var campaign = await FindAsync(db, id, ct);
        var preflight = await db.Preflights.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PreflightId && p.CampaignId == id, ct)
            ?? throw new RuleViolation(CampaignsErrors.PreflightNotFound);
        var template = await db.Templates.AsNoTracking().SingleAsync(t => t.Id == campaign.TemplateId, ct);
        var segment = await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == campaign.SegmentId, ct);
        if (preflight.Digest != PreflightDigest.Of(campaign, template, segment))
        {
            throw new RuleViolation(CampaignsErrors.PreflightStale);
        }

        campaign.Launch(preflight, http.Actor(), request.Reason!, request.StartAt, db.Now);
        return await SaveAsync(db, campaign, http.Actor(), "campaign.launched", ct);
    }

    internal static async Task<Accepted<Response>> Pause(Guid id, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var campaign = await FindAsync(db, id, ct);
        campaign.Pause("PAUSED_BY_STAFF");
        return await SaveAsync(db, campaign, http.Actor(), "campaign.paused", ct);
    }

    internal static async Task<Accepted<Response>> Resume(Guid id, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var campaign = await FindAsync(db, id, ct);
        campaign.Resume(db.Now);
        return await SaveAsync(db, campaign, http.Actor(), "campaign.resumed", ct);
    }

    internal static async Task<Accepted<Response>> End(Guid id, CampaignsDbContext db, HttpContext http, CancellationToken ct)
    {
        var campaign = await FindAsync(db, id, ct);
        campaign.End(db.Now);
        return await db.InTransactionAsync(
            async token =>
            {
                await db.Sends.Where(s => s.CampaignId == id && s.State == SendState.Queued)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Excluded).SetProperty(x => x.Code, "CAMPAIGN_ENDED"), token);
                return await SaveAsync(db, campaign, http.Actor(), "campaign.ended", token);
            },
            ct);
    }

    private static async Task<Accepted<Response>> SaveAsync(CampaignsDbContext db, Campaign campaign, string by, string code, CancellationToken ct)
    {
        db.Audit(by, code, reference: campaign.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/api/campaigns/{campaign.Id}", new Response(campaign.Id, campaign.State));
    }

    private static async Task<Campaign> FindAsync(CampaignsDbContext db, Guid id, CancellationToken ct) =>
        await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
}
