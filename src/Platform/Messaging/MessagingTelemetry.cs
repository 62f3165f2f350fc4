using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gdpr.Platform.Messaging;

/// <summary>Our own spans and counts for the bus: MassTransit's carry exception texts, which may hold an address.</summary>
public static class MessagingTelemetry
{
    public const string SourceName = "Gdpr.Messaging";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    public static Counter<long> DeadLetters { get; } = Meter.CreateCounter<long>("gdpr.messages.dead", description: "Messages set aside");

    public static Counter<long> Redeliveries { get; } = Meter.CreateCounter<long>("gdpr.messages.redelivered");

    /// <summary>Continues, in the background, the trace of whoever asked for this work.</summary>
    public static Activity? Resume(string work, string? traceParent) => Source.StartActivity(work, ActivityKind.Internal, traceParent);

    internal static void LinkTo(string? traceParent)
    {
        if (Activity.Current is { } now && ActivityContext.TryParse(traceParent, null, out var earlier) && earlier.TraceId != now.TraceId)
        {
            now.AddLink(new ActivityLink(earlier));
        }
    }

    internal static Activity? StartConsume(string message, string endpoint, string? parent)
    {
        var activity = Source.StartActivity($"{endpoint} {message}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.system", "masstransit").SetTag("messaging.operation.type", "process").SetTag("messaging.destination.name", endpoint);
        return activity;
    }
}
