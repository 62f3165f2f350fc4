using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Messages.Campaigns;
using MassTransit;

namespace Gdpr.Consent.Features.Stopping;

/// <summary>Records what a person said to a campaign, or a mailbox reported: from here on it outlives the person's data.</summary>
internal sealed class ContactStoppedConsumer(ConsentDbContext db) : IConsumer<ContactStopped>
{
    public Task Consume(ConsumeContext<ContactStopped> context)
    {
        var said = context.Message;
        var act = new Suppression
        {
            Id = said.ActId,
            Scope = Channels.Parse(said.Channel),
            Purpose = said.Purpose,
            Reason = ReasonOf(said.Reason),
            At = said.At,
            RecordedAt = db.Now,
            ControllerId = said.ControllerId,
        };
        return db.InTransactionAsync(ct => db.SuppressAsync(act, said.SubjectId, ct), context.CancellationToken);
    }

    private static SuppressionReason ReasonOf(string reason) => reason switch
    {
        "bounce" => SuppressionReason.Bounce,
        "complaint" => SuppressionReason.Complaint,
        _ => SuppressionReason.Objection,
    };
}
