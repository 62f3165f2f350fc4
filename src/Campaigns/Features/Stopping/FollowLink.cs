using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Stopping;

/// <summary>
/// The link in every message: GET shows and changes nothing, so that scanners cannot unsubscribe anybody; POST acts, with
/// neither cookie nor login (RFC 8058, Art. 7(3)). It stops sends in its own transaction; Consent is told by the same one.
/// </summary>
internal static partial class FollowLink
{
    private const int PauseMonths = 3;
    private const string BurstCode = "links.burst";
    private static readonly TimeSpan BurstWithin = TimeSpan.FromMinutes(10);
    private const string Reason = "The signed token in a message is the authorisation; withdrawing is as easy as consenting (Art. 7(3), RFC 8058).";

    internal static void Map(IEndpointRouteBuilder root)
    {
        root.MapGet("/u/{token}", Show).AllowAnonymousBecause(Reason).WithName("ShowLink");
        root.MapPost("/u/{token}", Act).AllowAnonymousBecause(Reason).DisableAntiforgery().WithName(nameof(FollowLink));
    }

    internal static IResult Show(string token, LinkTokens tokens, HttpContext http) =>
        tokens.ReadLink(token) is null ? Html(LinkPage.Unknown(French(http)), 404) : Html(LinkPage.Ask(French(http)), 200);

    internal static async Task<IResult> Act(
        string token, CampaignsDbContext db, LinkTokens tokens, Comeback comeback, CampaignsSettings settings, ILogger<CampaignsModule> log, HttpContext http, CancellationToken ct)
    {
        if (tokens.ReadLink(token) is not { } sendId)
        {
            return Html(LinkPage.Unknown(French(http)), 404);
        }

        var choice = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(ct))["choice"].ToString() : string.Empty;
        if (choice == "back")
        {
            await comeback.AskAsync(db, sendId, ct);
            return Html(LinkPage.Asked(French(http)), 200);
        }

        await db.InTransactionAsync(inner => StopAsync(db, sendId, choice, inner), ct);
        await WatchAsync(db, sendId, settings.BurstOf, log, ct);
        return Html(LinkPage.Done(French(http), choice != "pause" && await Comeback.IsOfferedAsync(db, sendId, ct)), 200);
    }

    // Whoever was erased since has no row here: nothing is sent to them anyway, and nothing of them is written.
    private static async Task StopAsync(CampaignsDbContext db, Guid sendId, string choice, CancellationToken ct)
    {
        var send = await db.Sends.SingleOrDefaultAsync(s => s.Id == sendId, ct);
        if (send is null || (await db.LivingAsync([send.SubjectId], ct)).Count == 0)
        {
            return;
        }

        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == send.CampaignId, ct);
        if (choice == "pause")
        {
            db.Stops.Add(new Stop
            {
                Id = db.NewId(), SubjectId = await db.SurvivorAsync(send.SubjectId, ct), Channel = campaign.Channel, Reason = StopReason.Pause, At = db.Now, Until = db.Now.AddMonths(PauseMonths), SendId = sendId,
            });
        }
        else if (await IsNewAsync(db, sendId, choice == "all", ct))
        {
            send.UnsubscribedAt ??= db.Now;
            await db.StopSendingAsync(campaign, send.SubjectId, sendId, StopReason.Unsubscribed, everyPurpose: choice == "all", ct);
        }

        db.Audit("link", "link.followed", send.SubjectId, sendId);
        await db.SaveChangesAsync(ct);
    }

    // Many at once may be a gateway that follows every link by POST: a person looks; the refusals stay.
    private static async Task WatchAsync(CampaignsDbContext db, Guid sendId, int burst, ILogger log, CancellationToken ct)
    {
        var since = db.Now - BurstWithin;
        if (await db.Stops.CountAsync(s => s.At > since && s.Reason == StopReason.Unsubscribed, ct) < burst
            || await db.AuditEntries.AnyAsync(a => a.Code == BurstCode && a.At > since, ct))
        {
            return;
        }

        Log.Burst(log, burst);
        db.Audit("system", BurstCode, reference: sendId);
        await db.SaveChangesAsync(ct);
        await db.WriteAsync(
            () => db.Campaigns.Where(c => db.Sends.Any(s => s.Id == sendId && s.CampaignId == c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.Trouble, "UNSUBSCRIBE_BURST"), ct), ct);
    }

    // A provider repeats its POST until it is answered: the same wish is recorded once.
    private static async Task<bool> IsNewAsync(CampaignsDbContext db, Guid sendId, bool everything, CancellationToken ct) =>
        !await db.Stops.AnyAsync(s => s.SendId == sendId && s.Reason == StopReason.Unsubscribed && s.ReopenedAt == null && (s.Purpose == null || !everything), ct);

    private static bool French(HttpContext http) => http.Request.Headers.AcceptLanguage.ToString().Length == 0 || http.WantsFrench();

    private static IResult Html(string page, int status) => Results.Content(page, "text/html; charset=utf-8", System.Text.Encoding.UTF8, status);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} people unsubscribed within ten minutes: look whether a gateway follows links; the refusals stay")]
        public static partial void Burst(ILogger logger, int count);
    }
}
