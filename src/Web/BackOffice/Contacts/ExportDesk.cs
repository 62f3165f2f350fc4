using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>All contacts as a file, for whoever may change contacts; the room notes it for each person before their row leaves.</summary>
internal static class ExportDesk
{
    private const string Path = "/staff/contacts/export";
    private const string Scope = "contacts.write";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Open((visit, _) => Task.FromResult<IResult>(visit.May(Scope) ? Page<ExportPage>(visit) : Nothing(visit))));
        pages.MapPost(Path, Open(ExportAsync));
    }

    private static async Task<IResult> ExportAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May(Scope))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var said = new Posted(form, visit.HomeCountry);
        if (!said.Ticked("confirmed"))
        {
            return Page<ExportPage>(visit, StatusCodes.Status422UnprocessableEntity, ("Refused", new Refusal("export", "CONFIRMATION_MISSING", form)));
        }

        var vcard = said.Text("format") == "vcard";
        var file = await visit.Calls.MadeFileAsync(
            "contacts", "exports", new { format = vcard ? "vcard" : "csv", delimiter = vcard ? null : said.Text("delimiter"), recipient = said.Text("recipient") }, visit.Token, ct);
        visit.Http.Response.RegisterForDispose(file);
        if ((int)file.StatusCode >= 500)
        {
            throw new HttpRequestException("A room does not answer.");
        }

        return file.IsSuccessStatusCode
            ? TypedResults.Stream(await file.Content.ReadAsStreamAsync(ct), file.Content.Headers.ContentType!.ToString(), vcard ? "contacts.vcf" : "contacts.csv")
            : Page<ExportPage>(visit, StatusCodes.Status422UnprocessableEntity, ("Refused", new Refusal("export", await RoomCalls.CodeOfAsync(file, ct) ?? "REFUSED", form)));
    }

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}
