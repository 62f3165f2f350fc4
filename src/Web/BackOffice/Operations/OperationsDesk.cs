using Gdpr.Web.BackOffice.Audit;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Operations;

/// <summary>What lies aside in each room, without its words, and its replay once the cause is mended.</summary>
internal static class OperationsDesk
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/operations", Open(ShowAsync));
        pages.MapPost("/staff/operations/{room}/{id:guid}/replay", Open(ReplayAsync));
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct)
    {
        var rooms = await Task.WhenAll(OpenTo(visit).Select(room => LookAsync(visit, room, ct)));
        return rooms.Length == 0
            ? Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound)
            : Page<OperationsPage>(visit, more: [("Rooms", rooms), ("Done", visit.Query("done")), ("Wrong", visit.Query("wrong"))]);
    }

    private static async Task<RoomLetters> LookAsync(StaffVisit visit, string room, CancellationToken ct) => new(
        room, await Part.AskAsync(true, () => visit.Calls.GetAsync<Listed<DeadLetter>>(room, "dead-messages", visit.Token, ct), ct));

    private static async Task<IResult> ReplayAsync(StaffVisit visit, CancellationToken ct)
    {
        var (room, id) = ((string)visit.Http.GetRouteValue("room")!, (string)visit.Http.GetRouteValue("id")!);
        if (!OpenTo(visit).Contains(room))
        {
            return Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
        }

        var (answer, _) = await visit.Calls.PostAsync<object>(room, $"dead-messages/{id}/replay", new { }, visit.Token, ct);
        return SeeOther(visit, $"/staff/operations?{(answer.Succeeded ? "done=replayed" : $"wrong={Uri.EscapeDataString(answer.Code ?? "REFUSED")}")}");
    }

    private static IEnumerable<string> OpenTo(StaffVisit visit) => AuditDesk.Rooms.Where(room => visit.May($"{room}.read"));
}

public sealed record DeadLetter(Guid Id, string MessageType, string Endpoint, string Reason, int Deliveries, DateTimeOffset At);

public sealed record RoomLetters(string Room, Part<Listed<DeadLetter>>? Letters);
