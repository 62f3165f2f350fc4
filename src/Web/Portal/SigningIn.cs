using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gdpr.Web.Portal.PortalPages;

namespace Gdpr.Web.Portal;

/// <summary>In by a code or a link, out by a button. A link alone signs nobody in: mail scanners open links, people press buttons.</summary>
internal static class SigningIn
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet($"{Culture}/sign-in", Open((visit, _) => Task.FromResult<IResult>(Page<SignInPage>(visit))));
        pages.MapPost($"{Culture}/sign-in", Open(AskAsync));
        pages.MapPost($"{Culture}/sign-in/code", Open(ByCodeAsync));
        pages.MapGet($"{Culture}/sign-in/{{link:length(43)}}", Open((visit, _) => Task.FromResult<IResult>(Page<LinkPage>(visit))));
        pages.MapPost($"{Culture}/sign-in/{{link:length(43)}}", Open(ByLinkAsync));
        pages.MapPost($"{Culture}/sign-out", Open(LeaveAsync));
    }

    private static async Task<IResult> AskAsync(Visit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (answer, value) = await Calls(visit).PostAsync<Asked>("identity", "sign-ins", new { email = form["email"].ToString(), language = visit.Language.Code }, null, ct);
        return value is null
            ? Page<SignInPage>(visit, StatusCodes.Status422UnprocessableEntity, ("Wrong", answer.Code ?? "EMAIL_MALFORMED"))
            : Page<CodePage>(visit, StatusCodes.Status200OK, ("Ticket", value.Ticket));
    }

    private static async Task<IResult> ByCodeAsync(Visit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (ticket, code) = (form["ticket"].ToString(), form["code"].ToString());
        var grant = new Dictionary<string, string> { ["grant_type"] = "urn:gdpr:grant:one-time-code", ["ticket"] = ticket, ["one_time_code"] = code };
        return await EnterAsync(visit, grant, ct) ?? Page<CodePage>(visit, StatusCodes.Status422UnprocessableEntity, ("Ticket", ticket), ("Wrong", true));
    }

    private static async Task<IResult> ByLinkAsync(Visit visit, CancellationToken ct)
    {
        var link = (string)visit.Http.GetRouteValue("link")!;
        var grant = new Dictionary<string, string> { ["grant_type"] = "urn:gdpr:grant:link", ["link"] = link };
        return await EnterAsync(visit, grant, ct) ?? Page<LinkPage>(visit, StatusCodes.Status422UnprocessableEntity, ("Wrong", true));
    }

    private static async Task<IResult?> EnterAsync(Visit visit, Dictionary<string, string> grant, CancellationToken ct)
    {
        if (await Calls(visit).TokenAsync(grant, ct) is not { } token)
        {
            return null;
        }

        await visit.Http.EnterAsync(token, visit.Http.RequestServices.GetRequiredService<TimeProvider>());
        await DeviceChoice.TieAsync(visit.Http, Calls(visit), token.AccessToken, ct);
        return SeeOther(visit, "/choices");
    }

    private static async Task<IResult> LeaveAsync(Visit visit, CancellationToken ct)
    {
        await visit.Http.SignOutAsync(PortalSession.Scheme);
        return SeeOther(visit, string.Empty);
    }

    private static RoomCalls Calls(Visit visit) => visit.Http.RequestServices.GetRequiredService<RoomCalls>();

    private sealed record Asked(string Ticket);
}
