using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>The campaigns, and the page of one: message, pre-flight, launch by a person who has seen it, progress and results.</summary>
internal static class CampaignDesk
{
    public const string Room = "campaigns";

    private const int MostPages = 10;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/campaigns", Open(ListAsync));
        pages.MapGet("/staff/campaigns/{id:guid}", Open((visit, ct) => ShowAsync(visit, null, ct)));
        pages.MapGet("/staff/campaigns/deliverability", Open(DeliverabilityAsync));
        PlanDesk.Map(pages);
        CampaignSteps.Map(pages);
        CallDesk.Map(pages);
    }

    public static bool MayWrite(StaffVisit visit) => visit.May("campaigns.write");

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<CampaignItem>> AllAsync(StaffVisit visit, CancellationToken ct)
    {
        List<CampaignItem> all = [];
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await visit.Calls.GetAsync<Listed<CampaignItem>>(Room, $"?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", visit.Token, ct);
            all.AddRange(found?.Items ?? []);
            if ((after = found?.Next) is null)
            {
                break;
            }
        }

        all.Reverse();
        return all;
    }

    public static Task<StatisticsView?> StatisticsAsync(StaffVisit visit, Guid id, CancellationToken ct) =>
        visit.Calls.GetAsync<StatisticsView>(Room, $"{id}/statistics", visit.Token, ct);

    /// <summary>The page of one, with what was refused of a form.</summary>
    public static async Task<IResult> ShowAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        if (await FindAsync(visit, ct) is not { } campaign)
        {
            return Nothing(visit);
        }

        // A pre-flight that was asked for by its id is the one a person is looking at; else the one it was launched on.
        var seen = (refusal?["preflight"] ?? visit.Query("preflight")) is { Length: > 0 } asked && Guid.TryParse(asked, out var named) ? named : campaign.PreflightId;
        var counts = StatisticsAsync(visit, campaign.Id, ct);
        var preflight = seen is null ? null : await visit.Calls.GetAsync<PreflightView>(Room, $"{campaign.Id}/preflights/{seen}", visit.Token, ct);
        var message = await visit.Calls.GetAsync<TemplateView>(Room, $"templates/{campaign.TemplateId}", visit.Token, ct);
        var segment = campaign.SegmentId is null ? null : (await visit.Calls.GetAsync<Listed<NamedItem>>(Room, "segments?limit=500", visit.Token, ct))?.Items.FirstOrDefault(s => s.Id == campaign.SegmentId);
        var follows = visit.Query("follow") is not null && campaign.State is "running" or "scheduled";
        if (follows)
        {
            visit.Http.Response.Headers["Refresh"] = "10";
        }

        return Page<CampaignPage>(
            visit,
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("File", new CampaignFile(campaign, await counts, preflight, message, segment?.Name)), ("Refused", refusal), ("Done", visit.Query("done")), ("Follows", follows));
    }

    /// <summary>Null when there is none, or the roles do not open it.</summary>
    public static async Task<CampaignView?> FindAsync(StaffVisit visit, CancellationToken ct) =>
        visit.May("campaigns.read") ? await visit.Calls.GetAsync<CampaignView>(Room, (string)visit.Http.GetRouteValue("id")!, visit.Token, ct) : null;

    public static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);

    private static async Task<IResult> DeliverabilityAsync(StaffVisit visit, CancellationToken ct) =>
        visit.May("campaigns.read") && await visit.Calls.GetAsync<DeliverabilityView>(Room, "deliverability", visit.Token, ct) is { } found
            ? Page<DeliverabilityPage>(visit, more: ("Found", found))
            : Nothing(visit);

    private static async Task<IResult> ListAsync(StaffVisit visit, CancellationToken ct) => visit.May("campaigns.read")
        ? Page<CampaignListPage>(visit, more: ("Campaigns", await AllAsync(visit, ct)))
        : Nothing(visit);
}
