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
        var rows = await db.Sends.Where(s => s.CampaignId == id && s.State == SendState.Queued && s.AvailableAt <= now).OrderBy(s => s.Id).Take(Batch).ToListAsync(ct);
        var judged = rows.Count == 0 ? [] : await reach.JudgeAsync(db, campaign, [.. rows.Select(r => r.SubjectId)], ct);
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

    // The intent is durable before the number is shown; what must wait for another hour waits.
    private static async Task<(Send Send, Judged Judged)?> TakeAsync(CampaignsDbContext db, List<Send> rows, IReadOnlyList<Judged> judged, string by, CancellationToken ct)
    {
        var living = (await db.LivingAsync([.. rows.Select(r => r.SubjectId)], ct)).ToHashSet();
        foreach (var (row, answer) in rows.Zip(judged))
        {
            if (!living.Contains(row.SubjectId))
            {
                db.Entry(row).State = EntityState.Detached;
                continue;
            }

            (row.Code, row.RuleId, row.Evidence, row.DecidedAt) = (answer.Code, answer.Decision?.RuleId, answer.Evidence, answer.DecidedAt);
            if (answer.Allowed)
            {
                (row.State, row.StartedAt) = (SendState.Sending, db.Now);
                db.Audit(by, "call.taken", row.SubjectId, row.Id);
                await db.SaveChangesAsync(ct);
                return (row, answer);
            }

            if (answer.Code is "OUT_OF_HOURS" or "UNAVAILABLE")
            {
                row.AvailableAt = db.Now + Later;
            }
            else
            {
                row.State = SendState.Excluded;
            }
        }

        await db.SaveChangesAsync(ct);
        return null;
    }
}
