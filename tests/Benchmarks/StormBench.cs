using System.Diagnostics;
using Gdpr.Testing;

namespace Gdpr.Benchmarks;

/// <summary>
/// Every participant answers at once: requests a second through one phase and through the whole road, with everything
/// written down, beside the same messages with nothing written down and beside bare commits.
/// </summary>
internal sealed class StormBench(Backing backing) : IBenchmark
{
    /// <summary>Of the whole road: locate, act and verify with twelve participants, and what begins and ends them.</summary>
    private const int MessagesOfTheRoad = 1 + (3 * 2 * StubParticipants.Count) + 6;

    public string Name => $"storm of acknowledgements, {backing.Title()}";

    public async Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct)
    {
        var requests = Math.Max(5, (int)(500 * scale));
        var warm = Math.Max(5, requests);
        var servers = await Servers.OfAsync(backing);
        var ceiling = await StormCeiling.MeasureAsync(servers, warm, requests * 2, ct);
        var commits = await BareCommits.MeasureAsync(servers, Math.Max(200, (int)(20_000 * scale)), ct);
        await using var storm = await Storm.StartAsync(servers);
        await storm.RunAsync(warm, ct);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var real = await storm.RunAsync(requests, ct);
        var processor = Process.GetCurrentProcess().TotalProcessorTime - before;

        var (phase, road) = (requests / real.Phase.TotalSeconds, requests / real.Road.TotalSeconds);
        return
        [
            new("one phase", phase, "requests/s", phase / ceiling.Phase, $"the messages alone ({ceiling.Phase:0}/s)"),
            new("the whole road", road, "requests/s", road / ceiling.Road, $"the messages alone ({ceiling.Road:0}/s)"),
            new("messages of the road", road * MessagesOfTheRoad, "messages/s", road * MessagesOfTheRoad / commits, $"bare commits ({commits:0}/s)"),
            new("processor time of this process", processor.TotalMilliseconds / requests / MessagesOfTheRoad, "ms a message"),
        ];
    }
}

/// <summary>How long a batch of requests took, from the start signal to the last one's state.</summary>
internal sealed record StormTimes(TimeSpan Phase, TimeSpan Road);

/// <summary>The stopwatch of a batch.</summary>
internal static class Timing
{
    public static async Task<TimeSpan> OfAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }
}
