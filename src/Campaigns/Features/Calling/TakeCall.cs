using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Campaigns.Wording;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Calling;

/// <summary>
/// Gives an agent the next person who may be called right now, with number and script. Consent decides at this very
/// moment, hours and days included (C. conso L223-1, D223-9); who may not be called is never shown.
/// </summary>
internal static class TakeCall
{
    private const int Batch = 20;
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    // An agent who never says what came of a call does not keep the list from ending; the outcome may still come.
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(1);
    private const string NoOutcome = "NO_OUTCOME";

    internal sealed record Response(Guid CallId, SubjectId SubjectId, string? Name, string Phone, string Script, string Code, string? RuleId, string? Why);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/{id:guid}/calls", Handle).WithName(nameof(TakeCall)).WithSummary("The next person who may be called now; 204 when there is none");

    internal static async Task<Results<Ok<Response>, NoContent>> Handle(
        Guid id, CampaignsDbContext db, Reach reach, Composer composer, HttpContext http, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Channel == Channel.Phone, ct)
            ?? throw new RuleViolation(CampaignsErrors.CampaignNotFound);
        if (campaign.State != CampaignState.Running || await db.SendsAreOffAsync(ct))
        {
            throw new RuleViolation(CampaignsErrors.NotRunning);
        }

        var now = db.Now;
        var forgotten = now - OpenFor;
        await db.WriteAsync(
            () => db.Sends.Where(s => s.CampaignId == id && s.State == SendState.Sending && s.StartedAt < forgotten)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Unknown).SetProperty(x => x.Code, NoOutcome), ct),
            ct);
        var rows = await db.Sends.AsNoTracking().Where(s => s.CampaignId == id && s.State == SendState.Queued && s.AvailableAt <= now).OrderBy(s => s.Id).Take(Batch).ToListAsync(ct);
        var judged = rows.Count == 0 ? [] : await reach.JudgeAsync(db, campaign, null, [.. rows.Select(r => r.SubjectId)], ct);
        var taken = await db.InTransactionAsync(token => TakeAsync(db, rows, judged, http.Actor(), token), ct);
        if (taken is null)
        {
            return TypedResults.NoContent();
        }

        var template = await db.Templates.AsNoTracking().SingleAsync(t => t.Id == campaign.TemplateId, ct);
        var to = taken.Value.Judged.Recipient!;
        var script = composer.Write(campaign, template, Words.Of(template), to, taken.Value.Send.Id, variantB: false).Text;
        return TypedResults.Ok(new Response(
            taken.Value.Send.Id, to.SubjectId, $"{to.GivenName} {to.FamilyName}".Trim(), to.Phone!, script, taken.Value.Judged.Code, taken.Value.Judged.Decision?.RuleId, taken.Value.Judged.Decision?.Why));
    }

    // The intent is durable before the number is shown, and to one agent only; what must wait for another hour waits.
    private static async Task<(Send Send, Judged Judged)?> TakeAsync(CampaignsDbContext db, List<Send> rows, IReadOnlyList<Judged> judged, string by, CancellationToken ct)
    {
        var living = (await db.LivingAsync([.. rows.Select(r => r.SubjectId)], ct)).ToHashSet();
        foreach (var (row, answer) in rows.Zip(judged).Where(r => living.Contains(r.First.SubjectId)))
        {
            if (await SettleAsync(db, row, answer, ct) && answer.Allowed)
            {
                db.CallAttempts.Add(new CallAttempt { Id = db.NewId(), SendId = row.Id, SubjectId = row.SubjectId, At = db.Now });
                db.Audit(by, "call.taken", row.SubjectId, row.Id);
                await db.SaveChangesAsync(ct);
                return (row, answer);
            }
        }

        return null;
    }

    // False when another agent has the row meanwhile.
    private static async Task<bool> SettleAsync(CampaignsDbContext db, Send row, Judged answer, CancellationToken ct)
    {
        var wait = answer.Code is "OUT_OF_HOURS" or "UNAVAILABLE" ? Later : answer.Code == OwnRefusals.Frequency ? Tomorrow : (TimeSpan?)null;
        var state = answer.Allowed ? SendState.Sending : wait is null ? SendState.Excluded : SendState.Queued;
        DateTimeOffset? started = answer.Allowed ? db.Now : row.StartedAt;
        var available = wait is { } later ? db.Now + later : row.AvailableAt;
        var (rule, evidence) = (answer.Decision?.RuleId, answer.Evidence);
        return await db.Sends.Where(s => s.Id == row.Id && s.State == SendState.Queued).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.State, state).SetProperty(x => x.StartedAt, started).SetProperty(x => x.AvailableAt, available)
                .SetProperty(x => x.Code, answer.Code).SetProperty(x => x.RuleId, rule).SetProperty(x => x.Evidence, evidence).SetProperty(x => x.DecidedAt, answer.DecidedAt),
            ct) == 1;
    }
}
