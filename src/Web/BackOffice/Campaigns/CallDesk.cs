using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>One person after another for an agent on the telephone: the room says who may be called at this moment, the agent what came of it.</summary>
internal static class CallDesk
{
    public static readonly string[] Outcomes = ["reached", "noAnswer", "refused", "wrongNumber", "agreed"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/campaigns/{id:guid}/calls", Open((visit, ct) => ShowAsync(visit, null, false, visit.Query("wrong"), ct)));
        pages.MapPost("/staff/campaigns/{id:guid}/calls", Open(NextAsync));
        pages.MapPost("/staff/campaigns/{id:guid}/calls/{callId:guid}", Open(EndAsync));
    }

    // Shown at once: a redirection would have to carry the call in its address, and a look at that address would be another call.
    private static async Task<IResult> NextAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit))
        {
            return CampaignDesk.Nothing(visit);
        }

        var (answer, call) = await visit.Calls.PostAsync<CallView>(CampaignDesk.Room, $"{visit.Http.GetRouteValue("id")}/calls", new { }, visit.Token, ct);
        return await ShowAsync(visit, call, answer.Succeeded && call is null, answer.Succeeded ? null : answer.Code ?? "REFUSED", ct);
    }

    private static async Task<IResult> EndAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit))
        {
            return CampaignDesk.Nothing(visit);
        }

        var (id, callId) = (visit.Http.GetRouteValue("id"), visit.Http.GetRouteValue("callId"));
        var outcome = (await visit.Http.Request.ReadFormAsync(ct))["outcome"].ToString();
        var (answer, _) = await visit.Calls.PostAsync<object>(CampaignDesk.Room, $"{id}/calls/{callId}/outcome", new { outcome = Outcomes.Contains(outcome) ? outcome : null }, visit.Token, ct);
        return SeeOther(visit, $"/staff/campaigns/{id}/calls?{(answer.Succeeded ? $"done={outcome}" : $"wrong={Uri.EscapeDataString(answer.Code ?? "REFUSED")}")}");
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, CallView? call, bool nobody, string? wrong, CancellationToken ct) =>
        CampaignDesk.MayWrite(visit) && await CampaignDesk.FindAsync(visit, ct) is { Channel: "phone" } campaign
            ? Page<CallPage>(
                visit,
                wrong is null || HttpMethods.IsGet(visit.Http.Request.Method) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                ("Campaign", campaign), ("Call", call), ("Nobody", nobody), ("Done", visit.Query("done")), ("Wrong", wrong))
            : CampaignDesk.Nothing(visit);
}
