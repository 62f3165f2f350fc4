using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Audit;

/// <summary>Who did what, room by room, newest first; by person when a SubjectId is given. The trail holds ids and codes only.</summary>
internal static class AuditDesk
{
    public static readonly IReadOnlyList<string> Rooms = ["subject-rights", "contacts", "consent", "sales", "campaigns", "connectors", "governance", "breach-notification", "identity"];

    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/staff/audit", Open(ShowAsync));

    private static async Task<IResult> ShowAsync(StaffVisit visit, CancellationToken ct)
    {
        string[] open = visit.May("governance.read") ? [.. Rooms.Where(r => visit.May($"{r}.read"))] : [];
        var room = visit.Query("room") is { } asked && open.Contains(asked) ? asked : open.FirstOrDefault();
        if (room is null)
        {
            return Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
        }

        var person = Guid.TryParse(visit.Query("person"), out var subject) ? $"&subjectId={subject}" : string.Empty;
        var before = Guid.TryParse(visit.Query("before"), out var last) ? $"&before={last}" : string.Empty;
        var found = await visit.Calls.GetAsync<Listed<AuditLine>>(room, $"audit?limit=100{person}{before}", visit.Token, ct);
        return Page<AuditPage>(visit, more: [("Rooms", open), ("Room", room), ("Lines", found?.Items ?? []), ("Person", visit.Query("person"))]);
    }
}

public sealed record AuditLine(Guid Id, DateTimeOffset At, string Actor, string Code, Guid? SubjectId, Guid? Reference);
