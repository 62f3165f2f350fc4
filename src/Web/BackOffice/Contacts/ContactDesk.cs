using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Finds people by a form whose words never reach an address line or an access log, and shows all that is known of one.</summary>
internal static class ContactDesk
{
    private const string Room = "contacts";

    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/staff/contacts", Open((visit, _) => Task.FromResult<IResult>(May(visit) ? Page<SearchPage>(visit) : Nothing(visit))));
        pages.MapPost("/staff/contacts", Open(SearchAsync));
        pages.MapGet("/staff/contacts/{id:guid}", Open(PersonAsync));
    }

    // Shown at once, without a redirection: one would have to carry the words in its address.
    private static async Task<IResult> SearchAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!May(visit))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (query, after) = (form["query"].ToString().Trim(), form["after"].ToString());
        var asked = new { query, after = after.Length > 0 ? after : null, limit = PageSize };
        var (answer, found) = await visit.Calls.PostAsync<Listed<FoundContact>>(Room, "search", asked, visit.Token, ct);
        return Page<SearchPage>(
            visit,
            answer.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Query", query), ("Found", found), ("Wrong", answer.Succeeded ? null : answer.Code ?? "REFUSED"));
    }

    private static async Task<IResult> PersonAsync(StaffVisit visit, CancellationToken ct)
    {
        var id = (string)visit.Http.GetRouteValue("id")!;
        return May(visit) && await visit.Calls.GetAsync<ContactDetails>(Room, id, visit.Token, ct) is { } contact
            ? Page<PersonPage>(visit, more: ("File", await new PersonReading(visit, contact, ct).AllAsync()))
            : Nothing(visit);
    }

    private static bool May(StaffVisit visit) => visit.May("contacts.read");

    private static RazorComponentResult Nothing(StaffVisit visit) =>
        Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}
