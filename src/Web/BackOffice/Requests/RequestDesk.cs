using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Requests;

/// <summary>The requests by state and time left, and the page of one, where a person approves what the preview shows.</summary>
internal static class RequestDesk
{
    private const string Room = "subject-rights";

    // A board is not an archive: beyond this the oldest cases are found by their reference.
    private const int MostPages = 10;

    private static readonly string[] Over = ["Completed", "Refused", "Cancelled"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/requests", Open(BoardAsync));
        pages.MapGet("/staff/requests/{id:guid}", Open(CaseAsync));
        pages.MapPost("/staff/requests/{id:guid}/approval", Open(ApproveAsync));
    }

    private static async Task<IResult> BoardAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May("subject-rights.read"))
        {
            return Page<BoardPage>(visit);
        }

        return Page<BoardPage>(visit, more: ("Requests", await OpenRequestsAsync(visit, ct)));
    }

    /// <summary>What is not over, the most urgent first.</summary>
    public static async Task<IReadOnlyList<BoardItem>> OpenRequestsAsync(StaffVisit visit, CancellationToken ct)
    {
        List<BoardItem> open = [];
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await visit.Calls.GetAsync<Listed<BoardItem>>(Room, $"requests?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", visit.Token, ct);
            open.AddRange((found?.Items ?? []).Where(r => !Over.Contains(r.Status)));
            if ((after = found?.Next) is null)
            {
                break;
            }
        }

        return [.. open.OrderBy(r => r.DueAt ?? DateTimeOffset.MaxValue)];
    }

    private static async Task<IResult> CaseAsync(StaffVisit visit, CancellationToken ct)
    {
        var (id, calls) = (Id(visit), visit.Calls);
        if (!visit.May("subject-rights.read") || await calls.GetAsync<CaseDetails>(Room, $"requests/{id}", visit.Token, ct) is not { } found)
        {
            return Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
        }

        var preview = await calls.GetAsync<PreviewView>(Room, $"requests/{id}/preview", visit.Token, ct);
        var history = await calls.GetAsync<HistoryView>(Room, $"requests/{id}/history", visit.Token, ct);
        return Page<RequestCasePage>(visit, more: [("Case", found), ("Preview", preview), ("History", history), ("Done", visit.Query("done")), ("Wrong", visit.Query("wrong"))]);
    }

    private static async Task<IResult> ApproveAsync(StaffVisit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (answer, _) = await visit.Calls.PostAsync<object>(Room, $"requests/{Id(visit)}/approval", new { reason = form["reason"].ToString() }, visit.Token, ct);
        return SeeOther(visit, $"/staff/requests/{Id(visit)}?{(answer.Succeeded ? "done=approved" : $"wrong={Uri.EscapeDataString(answer.Code ?? "REFUSED")}")}");
    }

    private static string Id(StaffVisit visit) => (string)visit.Http.GetRouteValue("id")!;
}
