using System.Diagnostics.Metrics;

namespace Gdpr.Platform.Telemetry;

/// <summary>Counts what left for somebody, by medium and outcome.</summary>
public static class Sends
{
    private static readonly Meter Meter = new("Gdpr.Sends");
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>("gdpr.sends", "{send}", "Mails and other sends, by medium and outcome");

    public static void Count(string medium, string outcome) =>
        Counter.Add(1, new KeyValuePair<string, object?>("medium", medium), new KeyValuePair<string, object?>("outcome", outcome));
}
