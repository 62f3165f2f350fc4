using System.Globalization;
using Gdpr.Web.BackOffice.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>How a campaign is prepared: whom it is for, counted live; what it says, shown as it is read; and the campaign itself. Nothing leaves from here.</summary>
internal static class PlanDesk
{
    private const string Room = CampaignDesk.Room;
    private const string Plan = "/staff/campaigns/plan";
    private static readonly string[] Languages = ["fr", "en"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Plan, Open(ListAsync));
        pages.MapGet($"{Plan}/segments/new", Open((visit, ct) => SegmentAsync(visit, null, ct)));
        pages.MapPost($"{Plan}/segments/new", Open(SaveSegmentAsync));
        pages.MapGet($"{Plan}/segments/{{id:guid}}", Open((visit, ct) => SegmentAsync(visit, null, ct)));
        pages.MapPost($"{Plan}/segments/{{id:guid}}", Open(SaveSegmentAsync));
        pages.MapGet($"{Plan}/templates/new", Open((visit, ct) => TemplateAsync(visit, null, ct)));
        pages.MapPost($"{Plan}/templates/new", Open(SaveTemplateAsync));
        pages.MapGet($"{Plan}/templates/{{id:guid}}", Open((visit, ct) => TemplateAsync(visit, null, ct)));
        pages.MapPost($"{Plan}/templates/{{id:guid}}", Open(SaveTemplateAsync));
        pages.MapGet($"{Plan}/templates/{{id:guid}}/html/{{language:regex(^(fr|en)$)}}", Open(ReadAsync));
        pages.MapGet("/staff/campaigns/new", Open((visit, ct) => CampaignAsync(visit, null, ct)));
        pages.MapPost("/staff/campaigns/new", Open(SaveCampaignAsync));
    }

    private static async Task<IResult> ListAsync(StaffVisit visit, CancellationToken ct) => visit.May("campaigns.read")
        ? Page<PlanPage>(visit, more: [("Segments", await SegmentsAsync(visit, ct)), ("Templates", await TemplatesAsync(visit, ct))])
        : CampaignDesk.Nothing(visit);

    private static async Task<IResult> SegmentAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        var id = Id(visit);
        var found = id is null ? null : (await SegmentsAsync(visit, ct)).FirstOrDefault(s => s.Id == id);
        if (!CampaignDesk.MayWrite(visit) || (id is not null && found is null))
        {
            return CampaignDesk.Nothing(visit);
        }

        var count = found is null ? null : (await visit.Calls.PostAsync<SegmentCount>(Room, $"segments/{id}/preview", new { }, visit.Token, ct)).Value;
        return Page<SegmentPage>(visit, Status(refusal), ("Segment", found), ("Counted", count), ("Refused", refusal), ("Done", visit.Query("done")));
    }

    private static async Task<IResult> SaveSegmentAsync(StaffVisit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, visit.HomeCountry);
        var criteria = new
        {
            audience = posted.Text("audience"), country = posted.Text("country"), language = posted.Text("language"), origin = posted.Text("origin"),
            attributes = Attributes(posted.Lines("attributes")),
            createdFrom = posted.Moment("createdFrom"), createdUntil = posted.Moment("createdUntil"),
        };
        return await SaveAsync(visit, "segments", new { name = posted.Text("name"), criteria }, posted, form, SegmentAsync, ct);
    }

    private static async Task<IResult> TemplateAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        var id = Id(visit);
        var found = id is null ? null : await visit.Calls.GetAsync<TemplateView>(Room, $"templates/{id}", visit.Token, ct);
        if (!CampaignDesk.MayWrite(visit) || (id is not null && found is null))
        {
            return CampaignDesk.Nothing(visit);
        }

        var preview = found is null ? null : await visit.Calls.GetAsync<TemplatePreview>(Room, $"templates/{id}/preview", visit.Token, ct);
        return Page<TemplatePage>(visit, Status(refusal), ("Id", id), ("Template", found), ("Preview", preview), ("Refused", refusal), ("Done", visit.Query("done")));
    }

    private static async Task<IResult> SaveTemplateAsync(StaffVisit visit, CancellationToken ct)
    {
        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, visit.HomeCountry);
        var texts = Languages.Where(l => posted.Text($"text-{l}") is not null || posted.Text($"subject-{l}") is not null || posted.Text($"html-{l}") is not null).Select(l => new
        {
            language = l, subject = posted.Text($"subject-{l}"), subjectB = posted.Text($"subjectB-{l}"), html = posted.Text($"html-{l}"), text = posted.Text($"text-{l}"),
        });
        return await SaveAsync(visit, "templates", new { name = posted.Text("name"), channel = posted.Text("channel"), texts }, posted, form, TemplateAsync, ct);
    }

    // The words of a marketer in a window of their own, in which nothing runs and nothing is fetched.
    private static async Task<IResult> ReadAsync(StaffVisit visit, CancellationToken ct)
    {
        var language = (string)visit.Http.GetRouteValue("language")!;
        var preview = visit.May("campaigns.read") ? await visit.Calls.GetAsync<TemplatePreview>(Room, $"templates/{Id(visit)}/preview", visit.Token, ct) : null;
        if (preview?.Texts.FirstOrDefault(t => t.Language == language)?.Html is not { } html)
        {
            return CampaignDesk.Nothing(visit);
        }

        visit.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    private static async Task<IResult> CampaignAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit))
        {
            return CampaignDesk.Nothing(visit);
        }

        var purposes = await visit.Calls.GetAsync<Listed<PurposeItem>>("consent", "purposes", visit.Token, ct);
        return Page<NewCampaignPage>(
            visit, Status(refusal), ("Segments", await SegmentsAsync(visit, ct)), ("Templates", await TemplatesAsync(visit, ct)), ("Purposes", purposes?.Items ?? []), ("Refused", refusal));
    }

    private static async Task<IResult> SaveCampaignAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit))
        {
            return CampaignDesk.Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var posted = new Posted(form, visit.HomeCountry);
        var template = (await TemplatesAsync(visit, ct)).FirstOrDefault(t => t.Id.ToString() == posted.Text("template"));
        var (from, until, most, days) = (posted.Text("from"), posted.Text("until"), posted.Number("most"), posted.Number("days"));
        var body = new
        {
            name = posted.Text("name"), channel = template?.Channel, purpose = posted.Text("purpose"), templateId = template?.Id, segmentId = posted.Text("segment"),
            sender = new { name = posted.Text("senderName"), address = posted.Text("senderAddress"), replyTo = posted.Text("replyTo") },
            perDomainPerMinute = posted.Number("perDomainPerMinute"), shareOfB = posted.Number("shareOfB"),
            frequency = most is null && days is null ? null : new { most = most ?? 0, days = days ?? 0 },
            window = from is null ? null : new { from, until, workingDaysOnly = posted.Ticked("workingDaysOnly") },
        };
        var refused = posted.Unreadable ?? (from is null == until is null ? null : "WINDOW_INCOMPLETE");
        if (refused is null)
        {
            var (answer, made) = await visit.Calls.PostOnceAsync<Made>(Room, string.Empty, body, posted.Said("once"), visit.Token, ct);
            if (made is not null)
            {
                return SeeOther(visit, $"/staff/campaigns/{made.Id}?done=planned");
            }

            refused = answer.Code ?? "REFUSED";
        }

        return await CampaignAsync(visit, new Refusal("plan", refused, form), ct);
    }

    private static async Task<IResult> SaveAsync(
        StaffVisit visit, string kind, object body, Posted posted, IFormCollection form, Func<StaffVisit, Refusal?, CancellationToken, Task<IResult>> again, CancellationToken ct)
    {
        if (!CampaignDesk.MayWrite(visit))
        {
            return CampaignDesk.Nothing(visit);
        }

        var refused = posted.Unreadable ?? (posted.Text("name") is null ? "NAME_MISSING" : null);
        if (refused is null)
        {
            var (answer, made) = Id(visit) is { } id
                ? await visit.Calls.PutAsync<Made>(Room, $"{kind}/{id}", body, $"\"{posted.Said("version")}\"", visit.Token, ct)
                : await visit.Calls.PostOnceAsync<Made>(Room, kind, body, posted.Said("once"), visit.Token, ct);
            if (made is not null)
            {
                return SeeOther(visit, $"{Plan}/{kind}/{made.Id}?done=saved");
            }

            refused = answer.Code ?? "REFUSED";
        }

        return await again(visit, new Refusal("plan", refused, form), ct);
    }

    private static async Task<IReadOnlyList<SegmentItem>> SegmentsAsync(StaffVisit visit, CancellationToken ct) =>
        (await visit.Calls.GetAsync<Listed<SegmentItem>>(Room, "segments?limit=500", visit.Token, ct))?.Items ?? [];

    private static async Task<IReadOnlyList<TemplateItem>> TemplatesAsync(StaffVisit visit, CancellationToken ct) =>
        (await visit.Calls.GetAsync<Listed<TemplateItem>>(Room, "templates?limit=500", visit.Token, ct))?.Items ?? [];

    private static Guid? Id(StaffVisit visit) => Guid.TryParse((string?)visit.Http.GetRouteValue("id"), CultureInfo.InvariantCulture, out var id) ? id : null;

    // One a line: name = value.
    private static Dictionary<string, string>? Attributes(string[] lines) => lines.Length == 0 ? null : lines
        .Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).GroupBy(l => l[0]).ToDictionary(g => g.Key, g => g.Last() is [_, var value] ? value : string.Empty, StringComparer.Ordinal);

    private static int Status(Refusal? refusal) => refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
