using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>Keeps what nobody here could read or handle, and what the broker gave up on, instead of losing it.</summary>
internal sealed partial class UnhandledFilter<TDb>(FailureStore<TDb> store, DeliveryTracker tracker, MessageTypes types, ILogger log, string endpoint)
    : IFilter<ReceiveContext>
    where TDb : RoomDbContext
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("unhandled");

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var message = FailedMessage.Read(context, types);
        Log.SetAside(log, message.MessageId, message.TypeName, endpoint);
        MessagingTelemetry.DeadLetters.Add(1);

        // What the broker gave up on came from another queue: a replay goes there.
        var from = context.TransportHeaders.Get<string>("x-first-death-queue");
        await store.SaveAsync(
            db => db.DeadMessages.Add(message.Dead(db, from ?? endpoint, from is null ? "MESSAGE_NOT_HANDLED" : "MESSAGE_DELIVERY_LIMIT")),
            context.CancellationToken);
        tracker.Acknowledge(message.MessageId, endpoint);
        await next.Send(context);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {MessageId} ({MessageType}) was not handled on {Endpoint} and was set aside")]
        public static partial void SetAside(ILogger logger, Guid messageId, string messageType, string endpoint);
    }
}
