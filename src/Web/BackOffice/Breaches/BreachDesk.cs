using System.Net;
using System.Net.Http.Json;
using Gdpr.Kernel.Calendars;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>The incidents by urgency, the form of a new one, and the page of one where each step of its road is a form (Arts. 33 and 34).</summary>
internal static class BreachDesk
{
    private const string Room = "breach-notification";
    private const string Reads = $"{Room}.read";

    // Closed files are many in the end and stand last: beyond this they are found by their reference.
    private const int MostPages = 10;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/breaches", Open(ListAsync));
        pages.MapGet("/staff/breaches/new", Open((visit, _) => Task.FromResult(Form(visit, null))));
        pages.MapPost("/staff/breaches/new", Open(RecordAsync));
        pages.MapGet("/staff/breaches/{id:guid}", Open((visit, ct) => ShowAsync(visit, null, ct)));
        pages.MapPost("/staff/breaches/{id:guid}/facts", Open((visit, ct) => TakeAsync(visit, "facts", ct)));
        foreach (var step in BreachBodies.Steps.Keys)
        {
            pages.MapPost($"/staff/breaches/{{id:guid}}/{step}", Open((visit, ct) => TakeAsync(visit, step, ct)));
        }
    }

    public static bool MayWrite(StaffVisit visit) => visit.May($"{Room}.write");

    private static async Task<IResult> ListAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May(Reads))
        {
            return Nothing(visit);
        }

        return Page<BreachListPage>(visit, more: ("Breaches", await AllAsync(visit, ct)));
    }

    /// <summary>The most urgent first.</summary>
    public static async Task<IReadOnlyList<BreachItem>> AllAsync(StaffVisit visit, CancellationToken ct)
    {
        List<BreachItem> all = [];
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await visit.Calls.GetAsync<Listed<BreachItem>>(Room, $"breaches?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", visit.Token, ct);
            all.AddRange(found?.Items ?? []);
            if ((after = found?.Next) is null)
            {
                break;
            }
        }

        return [.. all.OrderBy(b => Countdown.Rank(b.Status)).ThenBy(b => b.DueAt ?? DateTimeOffset.MaxValue).ThenBy(b => b.Id)];
    }

    private static IResult Form(StaffVisit visit, Refusal? refusal) => MayWrite(visit)
        ? Page<NewBreachPage>(visit, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Refused", refusal), ("Country", visit.HomeCountry))
        : Nothing(visit);

    private static async Task<IResult> RecordAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!MayWrite(visit))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, form["country"]);
        var body = BreachBodies.Incident(posted);
        if (posted.Unreadable is { } unreadable)
        {
            return Form(visit, new Refusal("new", unreadable, form));
        }

        var (answer, made) = await visit.Calls.PostOnceAsync<BreachMade>(Room, "breaches", body, form["once"].ToString(), visit.Token, ct);
        return made is null ? Form(visit, new Refusal("new", answer.Code ?? "REFUSED", form)) : SeeOther(visit, $"/staff/breaches/{made.Id}?done=new");
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        if (await FindAsync(visit, ct) is not { } found)
        {
            return Nothing(visit);
        }

        var history = await visit.Calls.GetAsync<Listed<RegisterLine>>(Room, $"breaches/{found.Id}/history?limit=500", visit.Token, ct);

        // Each name that is shown is noted in the audit: so they are asked for, not shown with every look at the file.
        var names = visit.Query("names") is not null && MayWrite(visit)
            ? await visit.Calls.GetAsync<Listed<NamedView>>(Room, $"breaches/{found.Id}/subjects?limit=500", visit.Token, ct)
            : null;
        return Page<BreachPage>(
            visit,
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Breach", found), ("History", history?.Items ?? []), ("Place", Jurisdiction.Of(found.Country)), ("Names", names?.Items), ("Refused", refusal), ("Done", visit.Query("done")));
    }

    private static async Task<IResult> TakeAsync(StaffVisit visit, string step, CancellationToken ct)
    {
        if (!MayWrite(visit) || await FindAsync(visit, ct) is not { } found)
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, found.Country);
        var body = step == "facts" ? BreachBodies.Change(posted) : BreachBodies.Steps[step](posted);
        var refused = posted.Unreadable;
        if (refused is null)
        {
            var (answer, _) = step == "facts"
                ? await visit.Calls.PatchAsync<object>(Room, $"breaches/{found.Id}", body, form["version"].ToString(), visit.Token, ct)
                : await visit.Calls.PostOnceAsync<object>(Room, $"breaches/{found.Id}/{BreachBodies.PathOf(step)}", body, form["once"].ToString(), visit.Token, ct);
            refused = answer.Succeeded ? null : answer.Code ?? "REFUSED";
        }

        return refused is null ? SeeOther(visit, $"/staff/breaches/{found.Id}?done={step}") : await ShowAsync(visit, new Refusal(step, refused, form), ct);
    }

    private static async Task<BreachView?> FindAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May(Reads))
        {
            return null;
        }

        using var answer = await visit.Calls.FileAsync(Room, $"breaches/{(string)visit.Http.GetRouteValue("id")!}", visit.Token, ct);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<BreachView>(ct) is { } found ? found with { Version = answer.Headers.ETag?.ToString() ?? string.Empty } : null;
    }

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}
