using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Gdpr.Campaigns.Features.Stopping;

/// <summary>Takes a report as the mail server hands it over (message/rfc822); a dead mailbox or a complaint stops further sends.</summary>
internal static class TakeReport
{
    private const int MostSoftBounces = 3;

    internal sealed record Response(string Kind, bool Known);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/reports", Handle).Accepts<byte[]>("message/rfc822").WithName(nameof(TakeReport)).WithSummary("A delivery report (DSN) or complaint (ARF), as it was mailed");

    internal static async Task<Ok<Response>> Handle(HttpContext http, CampaignsDbContext db, LinkTokens tokens, CancellationToken ct)
    {
        var report = Reports.Read(await ParseAsync(http.Request.Body, ct), tokens) ?? throw new RuleViolation(CampaignsErrors.ReportMalformed);
        var known = await db.InTransactionAsync(token => ApplyAsync(db, report, http.Actor(), token), ct);
        return TypedResults.Ok(new Response(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(report.Kind.ToString()), known));
    }

    private static async Task<MimeMessage> ParseAsync(Stream body, CancellationToken ct)
    {
        try
        {
            return await MimeMessage.LoadAsync(body, ct);
        }
        catch (FormatException)
        {
            throw new RuleViolation(CampaignsErrors.ReportMalformed);
        }
    }

    private static async Task<bool> ApplyAsync(CampaignsDbContext db, MailReport report, string by, CancellationToken ct)
    {
        var send = await db.Sends.SingleOrDefaultAsync(s => s.Id == report.SendId, ct);
        if (send is null || (await db.LivingAsync([send.SubjectId], ct)).Count == 0)
        {
            return false;
        }

        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == send.CampaignId, ct);
        switch (report.Kind)
        {
            case ReportKind.Complaint when send.State != SendState.Complained:
                (send.State, send.Code) = (SendState.Complained, "COMPLAINT");
                await db.StopSendingAsync(campaign, send.SubjectId, send.Id, StopReason.Complaint, everyPurpose: true, ct);
                break;
            case ReportKind.HardBounce or ReportKind.SoftBounce when send.State is SendState.Sent or SendState.Sending or SendState.Unknown:
                await BounceAsync(db, campaign, send, report, ct);
                break;
            case ReportKind.Delivered when send.State == SendState.Unknown:
                (send.State, send.Code, send.SentAt) = (SendState.Sent, "DELIVERED", db.Now);
                break;
        }

        db.Audit(by, $"report.{report.Kind}", send.SubjectId, send.Id);
        await db.SaveChangesAsync(ct);
        return true;
    }

    // A mailbox that was full three times in a row is treated as one that does not receive.
    private static async Task BounceAsync(CampaignsDbContext db, Campaign campaign, Send send, MailReport report, CancellationToken ct)
    {
        (send.State, send.Code) = (SendState.Bounced, report.Kind == ReportKind.HardBounce ? $"DSN_{report.Status}" : $"SOFT_{report.Status}");
        var last = report.Kind == ReportKind.HardBounce
            ? []
            : await db.Sends.AsNoTracking().Where(s => s.SubjectId == send.SubjectId && s.Id != send.Id && s.StartedAt != null && s.Domain == send.Domain)
                .OrderByDescending(s => s.StartedAt).Take(MostSoftBounces - 1).Select(s => s.State).ToListAsync(ct);
        if (report.Kind == ReportKind.HardBounce || last.Count(s => s == SendState.Bounced) == MostSoftBounces - 1)
        {
            await db.StopSendingAsync(campaign, send.SubjectId, send.Id, StopReason.Bounce, everyPurpose: true, ct);
        }
    }
}
