using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gdpr.Web.Portal.PortalPages;

namespace Gdpr.Web.Portal;

/// <summary>What a person sees and does about themselves: choices, data, who looked; and the notice for everybody.</summary>
internal static class OwnPages
{
    private static readonly string[] Reading = ["contacts", "consent", "sales", "campaigns", "subject-rights"];

    private static readonly string[] Disclosing = ["contacts", "sales"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Culture, Open((visit, _) => Task.FromResult<IResult>(Page<HomePage>(visit))));
        pages.MapGet($"{Culture}/privacy", Open(NoticeAsync));
        pages.MapGet($"{Culture}/choices", Own(ChoicesAsync));
        pages.MapPost($"{Culture}/choices", Own(ChooseAsync));
        pages.MapPost($"{Culture}/choices/cookies", Own(RefuseCookiesAsync));
        pages.MapGet($"{Culture}/data", Own(DataAsync));
        pages.MapGet($"{Culture}/receipts/{{id:guid}}", Own(ReceiptAsync));
    }

    private static async Task<IResult> NoticeAsync(Visit visit, CancellationToken ct) =>
        Page<NoticePage>(visit, StatusCodes.Status200OK, ("Notice", await Calls(visit).GetAsync<NoticeView>("consent", "privacy-notice", null, ct)));

    private static async Task<IResult> ChoicesAsync(Visit visit, string token, CancellationToken ct)
    {
        var calls = Calls(visit);
        var choices = await calls.GetAsync<ChoicesView>("consent", $"me/choices?language={visit.Language.Code}", token, ct);
        var said = await calls.GetAsync<Listed<SaidView>>("consent", "me/events", token, ct);
        var cookies = await calls.GetAsync<CookiesView>("consent", "me/cookie-choices", token, ct);
        return Page<ChoicesPage>(visit, more: [("Choices", choices), ("Cookies", cookies), ("Said", said?.Items ?? []), ("Done", visit.Query("done")), ("Wrong", visit.Query("wrong"))]);
    }

    private static async Task<IResult> ChooseAsync(Visit visit, string token, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var body = new
        {
            purpose = form["purpose"].ToString(), channel = form["channel"].ToString(), allow = form["allow"] == "yes", language = visit.Language.Code,
        };
        var (answer, _) = await Calls(visit).PostAsync<object>("consent", "me/choices", body, token, ct);
        return SeeOther(visit, answer.Succeeded ? $"/choices?done={(body.allow ? "given" : "withdrawn")}" : "/choices?wrong=1");
    }

    private static async Task<IResult> RefuseCookiesAsync(Visit visit, string token, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (answer, _) = await Calls(visit).PostAsync<object>("consent", "me/cookie-choices", new { banner = form["banner"].ToString(), refuse = true }, token, ct);
        return SeeOther(visit, answer.Succeeded ? "/choices?done=withdrawn" : "/choices?wrong=1");
    }

    private static async Task<IResult> DataAsync(Visit visit, string token, CancellationToken ct)
    {
        var calls = Calls(visit);
        var data = await calls.GetAsync<DataView>("contacts", "me/data", token, ct);
        var notice = await calls.GetAsync<NoticeView>("consent", "privacy-notice", null, ct);
        var recipients = await Task.WhenAll(Disclosing.Select(room => calls.GetAsync<Listed<RecipientView>>(room, "me/recipients", token, ct)));
        var reads = await Task.WhenAll(Reading.Select(room => calls.GetAsync<Listed<ReadView>>(room, "me/reads", token, ct)));
        List<ReadView> all = [.. reads.SelectMany(r => r?.Items ?? []).OrderByDescending(r => r.At).Take(100)];
        return Page<DataPage>(visit, more: [("Held", data), ("Recipients", recipients.SelectMany(r => r?.Items ?? []).ToList()), ("Reads", all), ("Notice", notice)]);
    }

    private static async Task<IResult> ReceiptAsync(Visit visit, string token, CancellationToken ct)
    {
        var id = (string)visit.Http.GetRouteValue("id")!;
        using var file = await Calls(visit).FileAsync("consent", $"me/receipts/{id}", token, ct);
        return file.IsSuccessStatusCode
            ? TypedResults.File(await file.Content.ReadAsByteArrayAsync(ct), "application/ld+json", $"receipt-{id}.json")
            : Page<NothingPage>(visit, StatusCodes.Status404NotFound);
    }

    private static RoomCalls Calls(Visit visit) => visit.Http.RequestServices.GetRequiredService<RoomCalls>();
}
