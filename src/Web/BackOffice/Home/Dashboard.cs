using Gdpr.Web.BackOffice.Breaches;
using Gdpr.Web.BackOffice.Campaigns;
using Gdpr.Web.BackOffice.Consents;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Home;

/// <summary>What a member of staff sees first: as much of requests, incidents, consents and campaigns as their roles open, each room on its own.</summary>
internal static class Dashboard
{
    public const int MostCampaigns = 5;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Places.Home, Open(ShowAsync));
        FirstSteps.Map(pages);
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct)
    {
        var requests = AskAsync(visit, "subject-rights.read", async () => await RequestDesk.OpenRequestsAsync(visit, ct), ct);
        var breaches = AskAsync(visit, "breach-notification.read", async () => (IReadOnlyList<BreachItem>)[.. (await BreachDesk.AllAsync(visit, ct)).Where(b => b.Status != "Closed")], ct);
        var consents = AskAsync(visit, "consent.read", () => ConsentDesk.FiguresAsync(visit, ct), ct);
        var campaigns = AskAsync(visit, "campaigns.read", () => LastCampaignsAsync(visit, ct), ct);
        var steps = await FirstSteps.AllAsync(visit, ct);
        return Page<DashboardPage>(visit, more: [("Left", steps?.Count(s => s.Done == false) ?? 0), ("Requests", await requests), ("Breaches", await breaches), ("Consents", await consents), ("Campaigns", await campaigns)]);
    }

    private static Task<Part<T>?> AskAsync<T>(StaffVisit visit, string scope, Func<Task<T?>> ask, CancellationToken ct)
        where T : class => Part.AskAsync(visit.May(scope), ask, ct);

    private static async Task<IReadOnlyList<CampaignResult>?> LastCampaignsAsync(StaffVisit visit, CancellationToken ct)
    {
        var last = (await CampaignDesk.AllAsync(visit, ct)).Where(c => c.State != "draft").Take(MostCampaigns);
        var counted = await Task.WhenAll(last.Select(async c => (Campaign: c, Counts: await CampaignDesk.StatisticsAsync(visit, c.Id, ct))));
        return [.. counted.Where(c => c.Counts is not null).Select(c => new CampaignResult(c.Campaign, c.Counts!))];
    }
}

public sealed record CampaignResult(CampaignItem Campaign, StatisticsView Counts);
