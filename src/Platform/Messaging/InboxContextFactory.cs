using System.Diagnostics;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Runs each consumer and saga between inbox and outbox: a message seen before is skipped; otherwise state, outgoing
/// messages and inbox row are written by one commit.
/// </summary>
internal sealed partial class InboxContextFactory<TDb>(
    TDb db, IServiceProvider services, DeliveryTracker tracker, ILogger<InboxContextFactory<TDb>> log)
    : IOutboxContextFactory<TDb>
    where TDb : RoomDbContext
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var messageId = context.MessageId ?? throw new MessageException(typeof(T), "A message without id cannot pass the inbox");
        var endpoint = context.ReceiveContext.InputAddress.Segments[^1];
        using var span = MessagingTelemetry.StartConsume(typeof(T).Name, endpoint, context.Headers.Get<string>(MessageCarrier.TraceParentHeader));
        if (await db.Inbox.AnyAsync(m => m.MessageId == messageId && m.Endpoint == endpoint, context.CancellationToken))
        {
            // Without this MassTransit takes the repeat for a message that nobody handles.
            await context.NotifyConsumed(context, TimeSpan.Zero, endpoint);
            tracker.Acknowledge(messageId, endpoint);
            return;
        }

        await ConsumeAsync(context, options, next, messageId, endpoint);
        tracker.Acknowledge(messageId, endpoint);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    private async Task ConsumeAsync<T>(
        ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next, Guid messageId, string endpoint)
        where T : class
    {
        db.Consumed(messageId, endpoint);
        db.Consuming = true;
        try
        {
            await next.Send(new InboxConsumeContext<T>(context, options, services, db));
        }
        catch (RuleViolation broken) when (broken.Error == SubjectGuard.SubjectErased)
        {
            Log.DroppedForErased(log, messageId, typeof(T).Name);
            await DropAsync(messageId, endpoint, context.CancellationToken);
        }
        finally
        {
            db.Consuming = false;
        }
    }

    // The person is gone: the message is done, its effect must not happen, and it is counted.
    private async Task DropAsync(Guid messageId, string endpoint, CancellationToken ct)
    {
        await db.AbandonAsync();
        db.Consumed(messageId, endpoint);
        await db.InTransactionAsync(token => db.CountRefusedAsync(1, token), ct);
        await db.SaveAndCommitAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {MessageId} ({MessageType}) came for an erased person and was dropped")]
        public static partial void DroppedForErased(ILogger logger, Guid messageId, string messageType);
    }
}
