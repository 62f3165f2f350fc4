using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Domain;
using Gdpr.Messages.Consent;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Features.Welcoming;

/// <summary>
/// Somebody consented by an own, proven act: what was stopped here before that is open again (Consent still decides at each
/// send), and each welcome message of the purpose is due after its hours, once per person.
/// </summary>
internal sealed class ConsentGivenConsumer(CampaignsDbContext db) : IConsumer<ConsentGiven>
{
    public async Task Consume(ConsumeContext<ConsentGiven> context)
    {
        var (given, ct) = (context.Message, context.CancellationToken);
        var ids = (await db.OwnersAsync([given.SubjectId], ct)).Keys.ToList();
        var stops = await db.Stops
            .Where(s => ids.Contains(s.SubjectId) && s.ReopenedAt == null && s.Reason != StopReason.Pause && s.At < given.At && (s.Purpose == null || s.Purpose == given.Purpose))
            .ToListAsync(ct);
        stops.FindAll(s => Speaks(given, s.Channel)).ForEach(s => s.ReopenedAt = given.At);

        var welcomes = await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Running && c.AfterConsentHours != null && c.Purpose == given.Purpose && c.LaunchedAt <= given.At)
            .Where(c => !db.Sends.Any(s => s.CampaignId == c.Id && ids.Contains(s.SubjectId)))
            .ToListAsync(ct);
        db.Sends.AddRange(welcomes.FindAll(c => Speaks(given, c.Channel)).Select(c => new Send
        {
            Id = db.NewId(), CampaignId = c.Id, SubjectId = given.SubjectId, AvailableAt = given.At.AddHours(c.AfterConsentHours!.Value),
        }));
    }

    private static bool Speaks(ConsentGiven given, Channel channel) => given.Channel == "all" || given.Channel == channel.Name();
}
