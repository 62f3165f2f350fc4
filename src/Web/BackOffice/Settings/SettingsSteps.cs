using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Settings;

/// <summary>What can be changed of the house: who works here and in which roles, which programs call, purposes and their notices. What cannot be taken back asks for a tick.</summary>
internal static class SettingsSteps
{
    private const string NotConfirmed = "CONFIRMATION_MISSING";
    private static readonly string[] Channels = ["email", "sms", "phone", "postal"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/staff/settings/staff", Step("staff", "identity", (visit, said) =>
            visit.Once("identity", "staff", new { email = said.Said("email"), roles = said.Ticks("roles") }, said)));
        pages.MapPost("/staff/settings/staff/{id:guid}/roles", Step("roles", "identity", (visit, said) =>
            visit.Calls.PutAsync<object>("identity", $"staff/{Id(visit)}/roles", new { roles = said.Ticks("roles") }, visit.Token, Gone(visit))));
        pages.MapPost("/staff/settings/staff/{id:guid}/invitation", Step("invitation", "identity", (visit, _) =>
            visit.Calls.PostAsync<object>("identity", $"staff/{Id(visit)}/invitation", new { }, visit.Token, Gone(visit))));
        pages.MapPost("/staff/settings/staff/{id:guid}/second-factor", Step("second-factor", "identity", (visit, _) =>
            visit.Calls.DeleteAsync("identity", $"staff/{Id(visit)}/second-factor", visit.Token, Gone(visit))));
        pages.MapPost("/staff/settings/staff/{id:guid}/leave", Step("leave", "identity", confirmed: true, say: (visit, _) =>
            visit.Calls.DeleteAsync("identity", $"staff/{Id(visit)}", visit.Token, Gone(visit))));
        pages.MapPost("/staff/settings/clients/{id}/remove", Step("remove", "identity", confirmed: true, say: (visit, _) =>
            visit.Calls.DeleteAsync("identity", $"clients/{Uri.EscapeDataString(Id(visit))}", visit.Token, Gone(visit))));
        pages.MapPost("/staff/settings/purposes", Step("purposes", "consent", (visit, said) => visit.Once("consent", "purposes", PurposeOf(said), said)));
        pages.MapPost("/staff/settings/notices", Step("notices", "consent", (visit, said) => visit.Once("consent", "notices", NoticeOf(said), said)));
        pages.MapPost("/staff/settings/clients", Open(RegisterAsync));
    }

    private static object PurposeOf(Posted said) => new
    {
        code = said.Said("code"), name = new { fr = said.Said("fr"), en = said.Said("en") }, legalBasis = said.Text("legalBasis"),
        channels = said.Ticks("channels").Where(Channels.Contains), retentionMonths = said.Number("retentionMonths"), consentMonths = said.Number("consentMonths"),
    };

    private static object NoticeOf(Posted said) => new { purpose = said.Said("purpose"), language = said.Said("language"), text = said.Said("text"), form = said.Text("form") };

    // The secret is in this answer and never again: the page is not kept, and no address leads back to it.
    private static async Task<IResult> RegisterAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!visit.May("identity.write"))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var said = new Posted(form, visit.HomeCountry);
        var (answer, made) = await visit.Calls.PostAsync<ClientMade>("identity", "clients", new { id = said.Said("id"), scopes = said.Lines("scopes") }, visit.Token, ct);
        return await SettingsDesk.ShowAsync(visit, made is null ? new Refusal("clients", answer.Code ?? "REFUSED", form) : null, made, ct);
    }

    private static Delegate Step(string step, string room, Func<StaffVisit, Posted, Task<(ApiAnswer Answer, object? Value)>> say, bool confirmed = false) => Open(async (visit, ct) =>
    {
        if (!visit.May($"{room}.write"))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var said = new Posted(form, visit.HomeCountry);
        var refused = confirmed && !said.Ticked("confirmed") ? NotConfirmed : said.Unreadable;
        if (refused is null)
        {
            var (answer, _) = await say(visit, said);
            refused = said.Unreadable ?? (answer.Succeeded ? null : answer.Code ?? "REFUSED");
        }

        if (refused is null)
        {
            return SeeOther(visit, $"/staff/settings?done={step}");
        }

        var path = visit.Http.Request.Path.Value!["/staff/settings/".Length..];
        var refusal = new Refusal(path, refused, form);
        return path.StartsWith("staff/", StringComparison.Ordinal) ? await SettingsDesk.MemberAsync(visit, refusal, ct) : await SettingsDesk.ShowAsync(visit, refusal, null, ct);
    });

    // The body has been read by now: what could not be is refused before anything is done.
    private static Task<(ApiAnswer Answer, object? Value)> Once(this StaffVisit visit, string room, string path, object body, Posted said) => said.Unreadable is { } unreadable
        ? Task.FromResult<(ApiAnswer, object?)>((new ApiAnswer(StatusCodes.Status422UnprocessableEntity, unreadable), null))
        : visit.Calls.PostOnceAsync<object>(room, path, body, said.Said("once"), visit.Token, Gone(visit));

    private static CancellationToken Gone(StaffVisit visit) => visit.Http.RequestAborted;

    private static string Id(StaffVisit visit) => (string)visit.Http.GetRouteValue("id")!;

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);
}
