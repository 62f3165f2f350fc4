using System.Diagnostics;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Runs each consumer and saga between inbox and outbox: a message seen before is skipped; otherwise state, outgoing
/// messages and inbox row are written by one commit. On a saga's endpoint the commit may cover more messages of the
/// same request (<see cref="RequestLanes"/>).
/// </summary>
internal sealed partial class InboxContextFactory<TDb>(
    TDb db, IServiceProvider services, DeliveryTracker tracker, ILogger<InboxContextFactory<TDb>> log)
    : IOutboxContextFactory<TDb>
    where TDb : RoomDbContext
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var endpoint = context.ReceiveContext.InputAddress.Segments[^1];
        using var span = StartSpan(context, endpoint);
        if ((await MessageRows.SeenAsync(db, [Id(context)], endpoint, context.CancellationToken)).Count > 0)
        {
            await PassOverAsync(context, endpoint);
            return;
        }

        var along = await ConsumeAsync(new Handling<T>(context, options, next, endpoint));
        tracker.Acknowledge(Id(context), endpoint);
        foreach (var other in along)
        {
            tracker.Acknowledge(Id(other), endpoint);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    private async Task PassOverAsync<T>(ConsumeContext<T> context, string endpoint)
        where T : class
    {
        // Without this MassTransit takes the repeat for a message that nobody handles.
        await context.NotifyConsumed(context, TimeSpan.Zero, endpoint);
        tracker.Acknowledge(Id(context), endpoint);
    }

    private async Task<IReadOnlyList<ConsumeContext<T>>> ConsumeAsync<T>(Handling<T> handling)
        where T : class
    {
        var lane = handling.Context.GetRetryAttempt() == 0 && handling.Context.TryGetPayload<RequestLane>(out var found) ? found : null;
        try
        {
            return await TogetherAsync(handling, lane);
        }
        catch (Exception) when (lane is { HasTaken: true })
        {
            // One of them may be the reason: each goes by itself, beginning with the first.
            lane.GiveBack();
            await db.AbandonAsync();
            return await TogetherAsync(handling, null);
        }
    }

    private async Task<IReadOnlyList<ConsumeContext<T>>> TogetherAsync<T>(Handling<T> handling, RequestLane? lane)
        where T : class
    {
        db.Consuming = true;
        try
        {
            await HandleAsync(handling, handling.Context);
            var along = lane is null ? [] : await TakeAlongAsync(handling, lane);
            await db.SaveAndCommitAsync(handling.Context.CancellationToken);
            return along;
        }
        catch (RuleViolation broken) when (lane is not { HasTaken: true } && broken.Error == SubjectGuard.SubjectErased)
        {
            Log.DroppedForErased(log, Id(handling.Context), typeof(T).Name);
            await DropAsync(Id(handling.Context), handling.Endpoint, handling.Context.CancellationToken);
            return [];
        }
        finally
        {
            db.Consuming = false;
        }
    }

    private Task HandleAsync<T>(Handling<T> handling, ConsumeContext<T> context)
        where T : class
    {
        db.Consumed(Id(context), handling.Endpoint);
        return handling.Next.Send(new InboxConsumeContext<T>(context, handling.Options, services, db));
    }

    // They come into this message's scope, so that they see its context and its changes.
    private async Task<IReadOnlyList<ConsumeContext<T>>> TakeAlongAsync<T>(Handling<T> handling, RequestLane lane)
        where T : class
    {
        var along = lane.TakeAlong<T>();
        var seen = await MessageRows.SeenAsync(db, [.. along.Select(Id)], handling.Endpoint, handling.Context.CancellationToken);
        foreach (var context in along)
        {
            using var span = StartSpan(context, handling.Endpoint);
            if (seen.Contains(Id(context)))
            {
                await PassOverAsync(context, handling.Endpoint);
                continue;
            }

            var scope = handling.Context.GetPayload<IServiceScope>();
            await HandleAsync(handling, new ConsumeContextScope<T>(context, scope, scope.ServiceProvider));
        }

        return along;
    }

    // The person is gone: the message is done, its effect must not happen, and it is counted.
    private async Task DropAsync(Guid messageId, string endpoint, CancellationToken ct)
    {
        await db.AbandonAsync();
        db.Consumed(messageId, endpoint);
        await db.InTransactionAsync(token => db.CountRefusedAsync(1, token), ct);
        await db.SaveAndCommitAsync(ct);
    }

    private static Activity? StartSpan<T>(ConsumeContext<T> context, string endpoint)
        where T : class => MessagingTelemetry.StartConsume(typeof(T).Name, endpoint, context.Headers.Get<string>(MessageCarrier.TraceParentHeader));

    private static Guid Id<T>(ConsumeContext<T> context)
        where T : class => context.MessageId ?? throw new MessageException(typeof(T), "A message without id cannot pass the inbox");

    private sealed record Handling<T>(
        ConsumeContext<T> Context, OutboxConsumeOptions Options, IPipe<OutboxConsumeContext<T>> Next, string Endpoint)
        where T : class;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {MessageId} ({MessageType}) came for an erased person and was dropped")]
        public static partial void DroppedForErased(ILogger logger, Guid messageId, string messageType);
    }
}
