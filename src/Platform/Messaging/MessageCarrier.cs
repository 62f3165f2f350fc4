using System.Text.Json;
using Gdpr.Platform.Modules;
using MassTransit;

namespace Gdpr.Platform.Messaging;

/// <summary>Puts one stored message on the bus under its stored id, and says when it may be forgotten.</summary>
internal sealed class MessageCarrier(IBusControl bus, BusTopology topology, DeliveryTracker tracker, GdprSettings settings, TimeProvider clock)
{
    public const string TraceParentHeader = "traceparent";

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True on the in-memory bus: acknowledgements of the receivers decide, not the broker's.</summary>
    public bool InMemory => settings.Bus == BusKind.Memory;

    public void Started() => _started.TrySetResult();

    public Task WaitUntilStartedAsync(CancellationToken ct) => _started.Task.WaitAsync(ct);

    public static object? Read(OutboxMessage row, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Body, type, MessageJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Doubles from the lease up to five minutes.</summary>
    public static TimeSpan BackOff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(300, PendingMessage.Lease.TotalSeconds * Math.Pow(2, Math.Min(attempts, 10))));

    public async Task CarryAsync(OutboxMessage row, object message, Action settled, CancellationToken ct)
    {
        if (InMemory)
        {
            tracker.Expect(row.Id, row.MessageId, topology.Receivers(row.Destination, message.GetType()), settled);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(SendTimeout);
        // The client may forget one who waits for a channel that dies, token and all (see ImpatientChannel).
        await SendAsync(row, message, timeout.Token).WaitAsync(SendTimeout * 2, ct);
        if (!InMemory)
        {
            settled();
        }
    }

    private async Task SendAsync(OutboxMessage row, object message, CancellationToken ct)
    {
        if (row.Destination is null)
        {
            await bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(c => Stamp(c, row)), ct);
            return;
        }

        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{row.Destination}"));
        await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(c => Stamp(c, row)), ct);
    }

    private void Stamp(SendContext context, OutboxMessage row)
    {
        context.MessageId = row.MessageId;
        context.ConversationId = row.ConversationId ?? row.MessageId;
        context.Durable = true;
        if (row.ExpiresAt is { } expires)
        {
            context.TimeToLive = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond, (expires - clock.GetUtcNow()).Ticks));
        }

        if (row.TraceParent is not null)
        {
            context.Headers.Set(TraceParentHeader, row.TraceParent);
        }

        if (row.Headers is not null)
        {
            foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(row.Headers)!)
            {
                context.Headers.Set(key, value);
            }
        }

        // A command whose queue does not exist yet is returned by the broker, and stays in the outbox.
        if (row.Destination is not null && context.TryGetPayload(out RabbitMqSendContext? rabbit))
        {
            rabbit.Mandatory = true;
        }
    }
}
