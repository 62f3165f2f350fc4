using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>What a person does with a campaign. What cannot be taken back asks for a tick first, and a launch for the pre-flight that was seen.</summary>
internal static class CampaignSteps
{
    private const string NotConfirmed = "CONFIRMATION_MISSING";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/staff/campaigns/{id:guid}/preflight", Open(PreflightAsync));
        pages.MapPost("/staff/campaigns/{id:guid}/launch", Open(LaunchAsync));
        pages.MapPost("/staff/campaigns/{id:guid}/test", Open((visit, ct) => SayAsync(visit, "test", TestOf, ct)));
        foreach (var step in (string[])["pause", "resume", "end"])
        {
            pages.MapPost($"/staff/campaigns/{{id:guid}}/{step}", Open((visit, ct) => SayAsync(visit, step, _ => new { }, ct)));
        }
    }

    private static async Task<IResult> PreflightAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit) || await CampaignDesk.FindAsync(visit, ct) is not { } campaign)
        {
            return CampaignDesk.Nothing(visit);
        }

        var (answer, made) = await visit.Calls.PostAsync<PreflightMade>(CampaignDesk.Room, $"{campaign.Id}/preflight", new { }, visit.Token, ct);
        return made is null
            ? await CampaignDesk.ShowAsync(visit, new Refusal("preflight", answer.Code ?? "REFUSED", await visit.Http.Request.ReadFormAsync(ct)), ct)
            : SeeOther(visit, $"/staff/campaigns/{campaign.Id}?preflight={made.Id}#preflight");
    }

    private static Task<IResult> LaunchAsync(StaffVisit visit, CancellationToken ct) => SayAsync(
        visit,
        "launch",
        posted => new { preflightId = posted.Text("preflight"), reason = posted.Text("reason"), startAt = posted.Moment("startAt") },
        ct);

    private static object TestOf(Posted posted) => new { to = posted.Lines("to"), language = posted.Text("language") };

    private static async Task<IResult> SayAsync(StaffVisit visit, string step, Func<Posted, object> body, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit) || await CampaignDesk.FindAsync(visit, ct) is not { } campaign)
        {
            return CampaignDesk.Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, visit.HomeCountry);
        var said = body(posted);
        var refused = step is "launch" or "end" && !posted.Ticked("confirmed") ? NotConfirmed : posted.Unreadable;
        if (refused is null)
        {
            var (answer, _) = await visit.Calls.PostAsync<object>(CampaignDesk.Room, $"{campaign.Id}/{step}", said, visit.Token, ct);
            refused = answer.Succeeded ? null : answer.Code ?? "REFUSED";
        }

        return refused is null ? SeeOther(visit, $"/staff/campaigns/{campaign.Id}?done={step}") : await CampaignDesk.ShowAsync(visit, new Refusal(step, refused, form), ct);
    }
}
