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

    internal static Activity? StartConsume(string message, string endpoint, string? parent)
    {
        var activity = Source.StartActivity($"{endpoint} {message}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.destination.name", endpoint);
        return activity;
    }
}
