using System.Runtime.Serialization;
using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// What happens to a message whose quick retries are spent: a transient failure comes back later through the room's own
/// outbox, a broken rule is set aside at once. No fault is published and no exception text is kept: either may hold an address.
/// </summary>
internal sealed partial class FailureFilter<TDb>(FailureStore<TDb> store, DeliveryTracker tracker, MessageTypes types, ILogger log, string endpoint)
    : IFilter<ExceptionReceiveContext>
    where TDb : RoomDbContext
{
    private static readonly TimeSpan[] ComeBack =
    [
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    public void Probe(ProbeContext context) => context.CreateFilterScope("failure");

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var failed = FailedMessage.Read(context, types);
        var causes = Causes(context.Exception).ToList();
        var reason = causes.OfType<RuleViolation>().FirstOrDefault()?.Error.Code ?? causes[^1].GetType().Name;
        var permanent = failed.Type is null || causes.Exists(e => e is RuleViolation or JsonException or SerializationException);

        if (!permanent && failed.Deliveries < ComeBack.Length)
        {
            Log.ComesBack(log, failed.MessageId, failed.TypeName, reason, failed.Deliveries + 1);
            MessagingTelemetry.Redeliveries.Add(1);
            await store.SaveAsync(db => db.Outbox.Add(failed.Again(db, endpoint, ComeBack[failed.Deliveries])), context.CancellationToken);
        }
        else
        {
            Log.SetAside(log, failed.MessageId, failed.TypeName, reason);
            MessagingTelemetry.DeadLetters.Add(1);
            await store.SaveAsync(db => db.DeadMessages.Add(failed.Dead(db, endpoint, reason)), context.CancellationToken);
        }

        tracker.Acknowledge(failed.MessageId, endpoint);
        if (!context.IsFaulted)
        {
            // An unreadable body met no consumer that could have said so; MassTransit would set it aside again as unhandled.
            await context.NotifyFaulted(context.Exception);
        }

        await next.Send(context);
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} ({MessageType}) failed with {Reason}; delivery {Delivery} comes later")]
        public static partial void ComesBack(ILogger logger, Guid messageId, string messageType, string reason, int delivery);

        [LoggerMessage(2, LogLevel.Error, "Message {MessageId} ({MessageType}) was set aside: {Reason}")]
        public static partial void SetAside(ILogger logger, Guid messageId, string messageType, string reason);
    }
}
