using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gdpr.Web.Portal.PortalPages;

namespace Gdpr.Web.Portal;

/// <summary>Who made a request without a session confirms it by the code that was mailed, or asks for another (Art. 12(6)).</summary>
internal static class Identifying
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet($"{Culture}/identity/{{reference:maxlength(20)?}}", Open((visit, _) => Task.FromResult(Show(visit, Reference(visit)))));
        pages.MapPost($"{Culture}/identity", Open(ConfirmAsync));
        pages.MapPost($"{Culture}/identity/code", Open(AgainAsync));
    }

    private static async Task<IResult> ConfirmAsync(Visit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (reference, code) = (form["reference"].ToString().Trim(), form["code"].ToString().Trim());
        var (answer, _) = await Calls(visit).PostAsync<object>("subject-rights", "cases/identity", new { reference, code }, null, ct);
        return answer switch
        {
            { Succeeded: true } => Show(visit, reference, done: "confirmed"),
            { Code: "SUBJECT_AMBIGUOUS" } => Show(visit, reference, wrong: "shared"),
            _ => Show(visit, reference, wrong: "code"),
        };
    }

    private static async Task<IResult> AgainAsync(Visit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var reference = form["reference"].ToString().Trim();
        await Calls(visit).PostAsync<object>("subject-rights", "cases/identity/code", new { reference }, null, ct);
        return Show(visit, reference, done: "sent");
    }

    private static IResult Show(Visit visit, string? reference, string? done = null, string? wrong = null) => Page<IdentityPage>(
        visit,
        wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Reference", reference), ("Done", done), ("Wrong", wrong));

    private static string? Reference(Visit visit) => visit.Http.GetRouteValue("reference") as string;

    private static RoomCalls Calls(Visit visit) => visit.Http.RequestServices.GetRequiredService<RoomCalls>();
}
