using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Connections;

/// <summary>The third parties that take part in requests: what each is asked, a try that changes nothing there, and a form for one more.</summary>
internal static class ConnectionDesk
{
    private const string Room = "connectors";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/connections", Open(ListAsync));
        pages.MapGet("/staff/connections/new", Open((visit, ct) => FormAsync(visit, null, ct)));
        pages.MapPost("/staff/connections/new", Open(AddAsync));
        pages.MapGet("/staff/connections/{id:guid}", Open((visit, ct) => ShowAsync(visit, null, null, ct)));
        pages.MapPost("/staff/connections/{id:guid}/health", Open(TryAsync));
        pages.MapPost("/staff/connections/{id:guid}/token", Open((visit, ct) => ChangeAsync(visit, "token", ct)));
        pages.MapPost("/staff/connections/{id:guid}/enable", Open((visit, ct) => ChangeAsync(visit, "enable", ct)));
        pages.MapPost("/staff/connections/{id:guid}/disable", Open((visit, ct) => ChangeAsync(visit, "disable", ct)));
    }

    public static bool MayWrite(StaffVisit visit) => visit.May($"{Room}.write");

    private static async Task<IResult> ListAsync(StaffVisit visit, CancellationToken ct) => visit.May($"{Room}.read")
        ? Page<ConnectionListPage>(visit, more: ("Connections", (await visit.Calls.GetAsync<Listed<ConnectionItem>>(Room, "connections?limit=500", visit.Token, ct))?.Items ?? []))
        : Nothing(visit);

    private static async Task<IResult> FormAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        if (!MayWrite(visit))
        {
            return Nothing(visit);
        }

        var definitions = await visit.Calls.GetAsync<Listed<DefinitionView>>(Room, "definitions", visit.Token, ct);
        return Page<NewConnectionPage>(
            visit, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Definitions", definitions?.Items ?? []), ("Refused", refusal));
    }

    private static async Task<IResult> AddAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!MayWrite(visit))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, visit.HomeCountry);
        var role = posted.Text("role") is { } asked && ConnectionWords.Roles.Contains(asked) ? asked : null;
        var kinds = posted.Ticks("identifierKinds").Where(ConnectionWords.Kinds.Contains).ToArray();
        if (role is null)
        {
            return await FormAsync(visit, new Refusal("new", "ROLE_MISSING", form), ct);
        }

        var (answer, made) = await visit.Calls.PostAsync<ConnectionMade>(
            Room,
            "connections",
            new
            {
                key = posted.Said("key"), definition = posted.Said("definition"), name = posted.Said("name"), baseUrl = posted.Said("baseUrl"), token = posted.Said("token"),
                role, identifierKinds = kinds, mayHoldUnknown = posted.Ticked("mayHoldUnknown"), marketsForUs = posted.Ticked("marketsForUs"), allowHosts = posted.Lines("allowHosts"),
            },
            visit.Token,
            ct);
        return made is null ? await FormAsync(visit, new Refusal("new", answer.Code ?? "REFUSED", form), ct) : SeeOther(visit, $"/staff/connections/{made.Id}?done=new");
    }

    // Shown at once: what a third party answered at this moment has no address to come back to.
    private static async Task<IResult> TryAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!MayWrite(visit))
        {
            return Nothing(visit);
        }

        var (answer, health) = await visit.Calls.PostAsync<HealthView>(Room, $"connections/{Id(visit)}/health", new { }, visit.Token, ct);
        return await ShowAsync(visit, health, health is null ? new Refusal("health", answer.Code ?? "REFUSED", await visit.Http.Request.ReadFormAsync(ct)) : null, ct);
    }

    private static async Task<IResult> ChangeAsync(StaffVisit visit, string step, CancellationToken ct)
    {
        if (!MayWrite(visit))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (answer, _) = step == "token"
            ? await visit.Calls.PutAsync<object>(Room, $"connections/{Id(visit)}/token", new { token = form["token"].ToString().Trim() }, visit.Token, ct)
            : await visit.Calls.PostAsync<object>(Room, $"connections/{Id(visit)}/{step}", new { }, visit.Token, ct);
        return answer.Succeeded ? SeeOther(visit, $"/staff/connections/{Id(visit)}?done={step}") : await ShowAsync(visit, null, new Refusal(step, answer.Code ?? "REFUSED", form), ct);
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, HealthView? health, Refusal? refusal, CancellationToken ct) =>
        visit.May($"{Room}.read") && await visit.Calls.GetAsync<ConnectionItem>(Room, $"connections/{Id(visit)}", visit.Token, ct) is { } found
            ? Page<ConnectionPage>(
                visit,
                refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                ("Connection", found), ("Health", health), ("Refused", refusal), ("Done", visit.Query("done")))
            : Nothing(visit);

    private static string Id(StaffVisit visit) => (string)visit.Http.GetRouteValue("id")!;

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}
