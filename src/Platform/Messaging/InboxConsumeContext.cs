using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;

namespace Gdpr.Platform.Messaging;

/// <summary>What a consumer sees: everything it sends or publishes becomes an outbox row of its room.</summary>
internal sealed class InboxConsumeContext<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IServiceProvider services, RoomDbContext db)
    : OutboxConsumeContextProxy<T>(context, options, services)
    where T : class
{
    public override bool ContinueProcessing { get; set; } = true;

    public override bool IsMessageConsumed => false;

    public override bool IsOutboxDelivered => false;

    public override int ReceiveCount => 1;

    public override long? LastSequenceNumber => null;

    public override Task SetConsumed()
    {
        ContinueProcessing = false;
        return db.SaveAndCommitAsync(CancellationToken);
    }

    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;

    public override Task AddSend<TMessage>(SendContext<TMessage> context)
    {
        var name = context.DestinationAddress!.Segments[^1];
        var headers = new OutgoingHeaders(
            context.MessageId,
            context.ConversationId,
            context.Headers.GetAll().Where(h => h.Value is string).ToDictionary(h => h.Key, h => (string)h.Value),
            context.TimeToLive);
        db.Enqueue(context.Message, Uri.UnescapeDataString(name), context.Delay is { } delay ? db.Now + delay : null, headers);
        return Task.CompletedTask;
    }
}
