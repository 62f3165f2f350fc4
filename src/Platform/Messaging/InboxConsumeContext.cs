using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using Microsoft.Extensions.DependencyInjection;

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
        // The commit is the inbox's: it may take more messages along.
        ContinueProcessing = false;
        return Task.CompletedTask;
    }

    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;

    public override Task AddSend<TMessage>(SendContext<TMessage> context)
    {
        var headers = new OutgoingHeaders(
            context.MessageId,
            context.ConversationId,
            context.Headers.GetAll().Where(h => h.Value is string).ToDictionary(h => h.Key, h => (string)h.Value),
            context.TimeToLive);
        db.Enqueue(context.Message, Destination(context), context.Delay is { } delay ? db.Now + delay : null, headers);
        return Task.CompletedTask;
    }

    // An event has no destination: as a command it would be mandatory, and stay for ever when nobody subscribes. The
    // query of an address says that a queue is temporary.
    private string? Destination<TMessage>(SendContext<TMessage> context)
        where TMessage : class
    {
        var address = context.DestinationAddress!;
        var bus = ((IServiceProvider)this).GetRequiredService<IBus>();
        return bus.Topology.TryGetPublishAddress(typeof(TMessage), out var published) && published.Equals(address)
            ? null
            : Uri.UnescapeDataString(address.Segments[^1]) + address.Query;
    }
}
