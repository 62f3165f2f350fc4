using System.Net.Mime;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gdpr.Web.Portal.PortalPages;

namespace Gdpr.Web.Portal;

/// <summary>A person's requests: make one of the seven, follow it, write, and take package and answer home.</summary>
internal static class RequestPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet($"{Culture}/requests", Own(ListAsync));
        pages.MapGet($"{Culture}/requests/new", Own((visit, _, _) => Task.FromResult<IResult>(Page<NewRequestPage>(visit, StatusCodes.Status200OK, ("Right", visit.Query("right"))))));
        pages.MapPost($"{Culture}/requests", Own(MakeAsync));
        pages.MapGet($"{Culture}/requests/{{id:guid}}", Own(ShowAsync));
        pages.MapPost($"{Culture}/requests/{{id:guid}}/messages", Own(WriteAsync));
        pages.MapGet($"{Culture}/requests/{{id:guid}}/package", Own((visit, token, ct) => FileAsync(visit, "package", token, ct)));
        pages.MapGet($"{Culture}/requests/{{id:guid}}/letter", Own((visit, token, ct) => FileAsync(visit, "letter", token, ct)));
    }

    private static async Task<IResult> ListAsync(Visit visit, string token, CancellationToken ct)
    {
        var found = await Calls(visit).GetAsync<Listed<RequestItem>>("subject-rights", "me/requests", token, ct);
        return Page<RequestsPage>(visit, StatusCodes.Status200OK, ("Requests", found?.Items ?? []));
    }

    private static async Task<IResult> MakeAsync(Visit visit, string token, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var right = form["right"].ToString();
        var body = new { right, details = Details(right, form), language = visit.Language.Code };
        var (answer, made) = await Calls(visit).PostAsync<Made>("subject-rights", "me/requests", body, token, ct);
        return made is null
            ? Page<NewRequestPage>(visit, StatusCodes.Status422UnprocessableEntity, ("Right", right), ("Wrong", answer.Code ?? "INVALID"))
            : SeeOther(visit, $"/requests/{made.Id}?done={(made.Joined ? "joined" : "made")}");
    }

    private static async Task<IResult> ShowAsync(Visit visit, string token, CancellationToken ct)
    {
        var found = await Calls(visit).GetAsync<RequestView>("subject-rights", $"me/requests/{Id(visit)}", token, ct);
        return found is null
            ? Page<NothingPage>(visit, StatusCodes.Status404NotFound)
            : Page<RequestPage>(visit, more: [("Found", found), ("Id", Id(visit)), ("Done", visit.Query("done")), ("Wrong", visit.Query("wrong"))]);
    }

    private static async Task<IResult> WriteAsync(Visit visit, string token, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (answer, _) = await Calls(visit).PostAsync<object>("subject-rights", $"me/requests/{Id(visit)}/messages", new { text = form["text"].ToString() }, token, ct);
        return answer.Status == 404
            ? Page<NothingPage>(visit, StatusCodes.Status404NotFound)
            : SeeOther(visit, $"/requests/{Id(visit)}?{(answer.Succeeded ? "done=written" : "wrong=1")}#messages");
    }

    private static async Task<IResult> FileAsync(Visit visit, string kind, string token, CancellationToken ct)
    {
        using var file = await Calls(visit).FileAsync("subject-rights", $"me/requests/{Id(visit)}/{kind}", token, ct);
        if (!file.IsSuccessStatusCode)
        {
            return Page<NothingPage>(visit, StatusCodes.Status404NotFound);
        }

        // A letter brings its own small style sheet and nothing else.
        visit.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals; frame-ancestors 'none'";
        var bytes = await file.Content.ReadAsByteArrayAsync(ct);
        return kind == "letter"
            ? TypedResults.Bytes(bytes, "text/html; charset=utf-8")
            : TypedResults.File(bytes, MediaTypeNames.Application.Zip, file.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "data.zip");
    }

    private static object? Details(string right, IFormCollection form)
    {
        var text = form["text"].ToString() is { Length: > 0 } words ? words : null;
        return right switch
        {
            "rectification" => new { changes = new[] { new { datum = form["datum"].ToString(), to = form["to"].ToString() } }, text },
            "restriction" => new { ground = form["ground"].ToString(), text },
            "objection" => new { scope = "marketing", reason = text },
            _ => text is null ? null : new { text },
        };
    }

    private static string Id(Visit visit) => (string)visit.Http.GetRouteValue("id")!;

    private static RoomCalls Calls(Visit visit) => visit.Http.RequestServices.GetRequiredService<RoomCalls>();

    private sealed record Made(Guid Id, bool Joined);
}
