using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data;

/// <summary>What became of messages, and what people said to them. All of it runs in the caller's transaction.</summary>
internal static class SendResults
{
    /// <summary>True when there is something to save.</summary>
    public static async Task<bool> RecordAsync(
        this CampaignsDbContext db, Guid campaignId, IReadOnlyList<Outcome> outcomes, CampaignsSettings settings, CancellationToken ct)
    {
        var sent = outcomes.Where(o => o is { Fate: Fate.Sent, ProviderId: null }).Select(o => o.SendId).ToList();
        if (sent.Count > 0)
        {
            var now = db.Now;

            // A report may have come before the result is written: it is not overwritten.
            await db.Sends.Where(s => sent.Contains(s.Id) && s.State == SendState.Sending)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SendState.Sent).SetProperty(x => x.SentAt, now), ct);
        }

        var others = outcomes.Where(o => o is not { Fate: Fate.Sent, ProviderId: null }).ToList();
        foreach (var outcome in others)
        {
            await db.RecordOneAsync(campaignId, outcome, settings, ct);
        }

        return others.Count > 0;
    }

    /// <summary>Stops messages to a person from this transaction on, and tells Consent, which keeps the refusal.</summary>
    public static async Task StopSendingAsync(
        this CampaignsDbContext db, Campaign campaign, SubjectId subject, Guid? sendId, StopReason reason, bool everyPurpose, CancellationToken ct) => db.StopSending(
        new Stop
        {
            Id = db.NewId(),
            SubjectId = await db.SurvivorAsync(subject, ct),
            Channel = campaign.Channel,
            Purpose = everyPurpose ? null : campaign.Purpose,
            Reason = reason,
            At = db.Now,
            SendId = sendId,
        },
        campaign.ControllerId);

    public static void StopSending(this CampaignsDbContext db, Stop stop, string? controllerId)
    {
        db.Stops.Add(stop);
        db.Publish(new ContactStopped(
            stop.Id, stop.SubjectId, stop.Channel.Name(), stop.Purpose, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(stop.Reason.ToString()), stop.At, controllerId));
    }

    private static async Task RecordOneAsync(this CampaignsDbContext db, Guid campaignId, Outcome outcome, CampaignsSettings settings, CancellationToken ct)
    {
        // Erased while the message left: nothing is written about the person any more.
        var living = await db.LivingAsync([outcome.SubjectId], ct);
        var row = living.Count == 0 ? null : await db.Sends.SingleOrDefaultAsync(s => s.Id == outcome.SendId, ct);
        if (row is not { State: SendState.Sending })
        {
            return;
        }

        (row.Code, row.ProviderId) = (outcome.Code ?? row.Code, outcome.ProviderId);
        switch (outcome.Fate)
        {
            case Fate.Sent:
                (row.State, row.SentAt) = (SendState.Sent, db.Now);
                break;
            case Fate.Unknown:
                row.State = SendState.Unknown;
                break;
            case Fate.Deferred:
                PutOff(row, db.Now, settings);
                break;
            case Fate.Barred:
                (row.State, row.StartedAt) = (SendState.Queued, null);
                await db.Campaigns.Where(c => c.Id == campaignId && c.State == CampaignState.Running)
                    .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CampaignState.Paused).SetProperty(c => c.Trouble, "SENDER_REFUSED"), ct);
                break;
            default:
                row.State = outcome.Fate == Fate.Bounced ? SendState.Bounced : SendState.Failed;
                break;
        }

        if (outcome.Fate is Fate.Bounced or Fate.Stopped)
        {
            var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == campaignId, ct);
            await db.StopSendingAsync(campaign, outcome.SubjectId, outcome.SendId, outcome.Fate == Fate.Bounced ? StopReason.Bounce : StopReason.Keyword, everyPurpose: true, ct);
        }
    }

    private static void PutOff(Send row, DateTimeOffset now, CampaignsSettings settings)
    {
        row.Attempts++;
        row.StartedAt = null;
        row.State = row.Attempts >= settings.MostAttempts ? SendState.Failed : SendState.Queued;
        var wait = Math.Min(settings.Retry.TotalSeconds * Math.Pow(2, row.Attempts - 1), TimeSpan.FromHours(4).TotalSeconds);
        row.AvailableAt = now + TimeSpan.FromSeconds(wait);
    }
}
