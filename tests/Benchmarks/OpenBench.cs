using System.Diagnostics;
using System.Text.Json.Nodes;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.Benchmarks;

/// <summary>Ten thousand open requests at once: what each costs in memory, how soon the board shows, and that none is lost.</summary>
internal sealed class OpenBench(Backing backing) : IBenchmark
{
    private const int Reads = 40;

    public string Name => $"open requests, {backing.Title()}";

    public async Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct)
    {
        var all = Math.Max(100, (int)(10_000 * scale));
        var tenth = all / 10;
        await using var storm = await Storm.StartAsync(await Servers.OfAsync(backing));

        // A tenth waits for review with twelve targets each, the others for their identity.
        var ids = new List<Guid>(await storm.ReceiveAsync(tenth, ct));
        await storm.SendAsync(ids, Storm.OpenedFor, ct);
        await storm.UntilAsync(ids, RequestStates.AwaitingReview, ct);
        var before = Heap();
        var receiving = await Timing.OfAsync(async () => ids.AddRange(await storm.ReceiveAsync(all - tenth, ct)));
        var after = Heap();
        var (median, slowest) = await BoardAsync(storm, ct);

        await storm.SendAsync(ids, id => new RequestCancelled(id), ct);
        await storm.UntilAsync(ids, RequestStates.Cancelled, ct);
        return
        [
            new("open at once, none lost", all, "requests"),
            new("received", (all - tenth) / receiving.TotalSeconds, "requests/s"),
            new("memory of each open request", Math.Max(0, after - before) / (double)(all - tenth), "bytes"),
            new("first page of the board, median", median, "ms"),
            new($"first page of the board, slowest of {Reads}", slowest, "ms"),
        ];
    }

    private static async Task<(double Median, double Slowest)> BoardAsync(Storm storm, CancellationToken ct)
    {
        var times = new List<double>();
        for (var i = 0; i < Reads + 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await storm.Http.GetStringAsync("/api/subject-rights/requests?limit=50&status=AwaitingIdentity", ct);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (JsonNode.Parse(page)!["items"]!.AsArray().Count != 50)
            {
                throw new InvalidOperationException("The board's first page is not full.");
            }
        }

        // The first ones compile.
        var warm = times.Skip(5).Order().ToList();
        return (warm[warm.Count / 2], warm[^1]);
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
