using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Pairs of people who may be one: looked at side by side, said to be two, or made one after a preview of what that does.</summary>
internal static class MergeDesk
{
    private const string Room = "contacts";
    private const string Pairs = "/staff/contacts/duplicates";
    private const int PageSize = 20;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Pairs, Open(ListAsync));
        pages.MapGet("/staff/contacts/{id:guid}/merge/{other:guid}", Open((visit, ct) => PreviewAsync(visit, null, ct)));
        pages.MapPost("/staff/contacts/{id:guid}/merge/{other:guid}", Open(MergeAsync));
        pages.MapPost($"{Pairs}/{{pair}}/dismissal", Open(DismissAsync));
    }

    private static async Task<IResult> ListAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May("contacts.read"))
        {
            return Nothing(visit);
        }

        var after = Uri.EscapeDataString(visit.Query("after") ?? "");
        var found = await visit.Calls.GetAsync<Listed<PossibleDuplicate>>(Room, $"duplicates?limit={PageSize}&after={after}", visit.Token, ct);
        var people = await Task.WhenAll((found?.Items ?? []).SelectMany(i => i.ContactIds).Distinct().Select(id => visit.Calls.GetAsync<ContactDetails>(Room, $"{id}", visit.Token, ct)));
        return Page<DuplicatesPage>(visit, more: [("Found", found), ("People", people.OfType<ContactDetails>().ToDictionary(p => p.Id)), ("Done", visit.Query("done"))]);
    }

    private static async Task<IResult> PreviewAsync(StaffVisit visit, string? wrong, CancellationToken ct)
    {
        var (id, other) = (Value(visit, "id"), Value(visit, "other"));
        if (!visit.May("contacts.write") || await visit.Calls.GetAsync<ContactDetails>(Room, id, visit.Token, ct) is not { } survivor
            || await visit.Calls.GetAsync<ContactDetails>(Room, other, visit.Token, ct) is not { } absorbed)
        {
            return Nothing(visit);
        }

        var (answer, preview) = await visit.Calls.PostAsync<MergePreview>(Room, $"{id}/merge/preview", new { absorbedId = other }, visit.Token, ct);
        var refused = wrong ?? (preview is null ? answer.Code ?? "REFUSED" : null);
        return Page<MergePage>(
            visit,
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Survivor", survivor), ("Absorbed", absorbed), ("Preview", preview), ("Wrong", refused));
    }

    private static async Task<IResult> MergeAsync(StaffVisit visit, CancellationToken ct)
    {
        var (id, other) = (Value(visit, "id"), Value(visit, "other"));
        var said = new Posted(await visit.Http.Request.ReadFormAsync(ct), visit.HomeCountry);
        if (!visit.May("contacts.write"))
        {
            return Nothing(visit);
        }

        if (!said.Ticked("confirmed"))
        {
            return await PreviewAsync(visit, "CONFIRMATION_MISSING", ct);
        }

        var body = new { absorbedId = other, absorbedVersion = said.Number("absorbedVersion") ?? 0 };
        var (answer, _) = await visit.Calls.PostOnceAsync<object>(Room, $"{id}/merge", body, said.Said("once"), visit.Token, ct, $"\"{said.Number("version")}\"");
        return answer.Succeeded ? SeeOther(visit, $"/staff/contacts/{id}") : await PreviewAsync(visit, answer.Code ?? "REFUSED", ct);
    }

    private static async Task<IResult> DismissAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May("contacts.write"))
        {
            return Nothing(visit);
        }

        var (answer, _) = await visit.Calls.PostAsync<object>(Room, $"duplicates/{Uri.EscapeDataString(Value(visit, "pair"))}/dismissal", new { }, visit.Token, ct);
        return answer.Succeeded ? SeeOther(visit, $"{Pairs}?done=two") : Nothing(visit);
    }

    private static string Value(StaffVisit visit, string name) => (string)visit.Http.GetRouteValue(name)!;

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}

public sealed record PossibleDuplicate(string Id, IReadOnlyList<Guid> ContactIds, IReadOnlyList<string> Reasons, double Score);

public sealed record MergePreview(Guid Id, int Version, Guid AbsorbedId, int AbsorbedVersion, IReadOnlyList<string> Filled, IReadOnlyList<string> Lost, MovedCounts Moved, string? BlockedBy);

public sealed record MovedCounts(int Emails, int Phones, int Attributes, int ExternalIds, int Notes, int FormerIdentifiers);
