using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Messages.Campaigns;
using Gdpr.Messages.Consent;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.SubjectRights;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Notifying;

/// <summary>Writes each event down for every webhook that listens to it; the worker carries it.</summary>
internal sealed class WebhooksConsumer(ConnectorsDbContext db)
    : IConsumer<SubjectRequestClosed>, IConsumer<ConsentGiven>, IConsumer<ConsentWithdrawn>, IConsumer<ContactStopped>, IConsumer<SubjectsRegistered>, IConsumer<SubjectsMerged>
{
    public Task Consume(ConsumeContext<SubjectRequestClosed> context) =>
        TellAsync(WebhookEvents.RequestClosed, new { requestId = context.Message.RequestId }, context.CancellationToken);

    public Task Consume(ConsumeContext<ConsentGiven> context)
    {
        var given = context.Message;
        return TellAsync(WebhookEvents.ConsentGiven, new { given.EventId, given.SubjectId, given.Purpose, given.Channel, given.At }, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ConsentWithdrawn> context)
    {
        var withdrawn = context.Message;
        return TellAsync(WebhookEvents.ConsentWithdrawn, new { withdrawn.SubjectId, withdrawn.Purpose, withdrawn.Channel }, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ContactStopped> context)
    {
        var stopped = context.Message;
        return TellAsync(
            WebhookEvents.ContactStopped, new { stopped.ActId, stopped.SubjectId, stopped.Channel, stopped.Purpose, stopped.Reason, stopped.At }, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<SubjectsRegistered> context) =>
        TellAsync(WebhookEvents.ContactsRegistered, new { context.Message.SubjectIds }, context.CancellationToken);

    public Task Consume(ConsumeContext<SubjectsMerged> context) =>
        TellAsync(WebhookEvents.ContactsMerged, new { context.Message.Survivor, context.Message.Absorbed }, context.CancellationToken);

    private async Task TellAsync(string name, object data, CancellationToken ct)
    {
        // Few and short: the list is looked through here.
        var webhooks = await db.Webhooks.AsNoTracking().ToListAsync(ct);
        foreach (var webhook in webhooks.Where(w => w.Events.Contains(name)))
        {
            db.Tell(webhook.Id, name, data);
        }
    }
}
