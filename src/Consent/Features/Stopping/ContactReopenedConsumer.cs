using System.Text.Json;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Features.Stopping;

/// <summary>
/// START: what the person had consented to, with proof, before the STOP stands again, as a new event of their own. It opens
/// nothing that was never consented to, nothing that was withdrawn, and no refusal but that STOP.
/// </summary>
internal sealed class ContactReopenedConsumer(ConsentDbContext db) : IConsumer<ContactReopened>
{
    public Task Consume(ConsumeContext<ContactReopened> context) => db.InTransactionAsync(ct => ReopenAsync(context.Message, ct), context.CancellationToken);

    private async Task ReopenAsync(ContactReopened said, CancellationToken ct)
    {
        if ((await db.LivingAsync([said.SubjectId], ct)).Count == 0)
        {
            return;
        }

        var channel = Channels.Parse(said.Channel);
        var others = await OtherRefusalsAsync(said, channel, ct);
        foreach (var consent in await LastConsentsAsync(said.SubjectId, channel, ct))
        {
            if (!others.Exists(r => r.At >= consent.At && (r.Purpose is null || r.Purpose == consent.Purpose)))
            {
                await db.RecordAsync(Again(consent, said, channel), ct);
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task<List<Suppression>> OtherRefusalsAsync(ContactReopened said, Channel channel, CancellationToken ct)
    {
        var refusals = await db.Suppressions.AsNoTracking()
            .Where(s => s.Reason != SuppressionReason.Bounce && !said.StopIds.Contains(s.Id) && db.SuppressionSubjects.Any(l => l.SuppressionId == s.Id && l.SubjectId == said.SubjectId))
            .ToListAsync(ct);
        return [.. refusals.Where(r => r.Scope.Refuses(channel))];
    }

    // The last word on each purpose, where it is a consent.
    private async Task<IEnumerable<ConsentEvent>> LastConsentsAsync(SubjectId subject, Channel channel, CancellationToken ct)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.SubjectId == subject && e.Decision != ConsentDecision.Requested).ToListAsync(ct);
        return events.Where(e => e.Channel.Covers(channel)).GroupBy(e => e.Purpose)
            .Select(g => g.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).First())
            .Where(e => e.Decision.IsConsent() && e.IsOwnAndProven);
    }

    private ConsentEvent Again(ConsentEvent consent, ContactReopened said, Channel channel) => new()
    {
        Id = db.NewId(),
        SubjectId = consent.SubjectId,
        Purpose = consent.Purpose,
        Channel = channel,
        Decision = ConsentDecision.Given,
        NoticeId = consent.NoticeId,
        Method = Methods.TextMessage,
        At = said.At,
        RecordedAt = db.Now,
        Evidence = JsonSerializer.Serialize(new Dictionary<string, string> { ["keyword"] = "START", ["consent"] = consent.Id.ToString() }, RoomJson.Options),
        Partner = consent.Partner,
        RecipientsNamed = consent.RecipientsNamed,
        ControllerId = consent.ControllerId,
    };
}
