using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>The measured part of docs/sizing.md.</summary>
internal static class SizingTable
{
    private const string Begin = "<!-- measured -->";
    private const string End = "<!-- end of what was measured -->";
    private const string Head = "| Process | Ready | At most | Processor time to be ready | Processor, idle | Reserve |\n|---|---|---|---|---|---|\n";
    private const int Requests = 40;
    private const long Step = 128;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private static string Document => Path.Combine(RepositoryRoot.Find(), "docs", "sizing.md");

    /// <summary>How many MB the table reserves for each process.</summary>
    public static IReadOnlyDictionary<string, long> Reserved()
    {
        var text = File.ReadAllText(Document);
        return text[text.IndexOf(Begin, StringComparison.Ordinal)..text.IndexOf(End, StringComparison.Ordinal)]
            .Split('\n').Skip(3).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 6)
            .ToDictionary(cells => cells[1], cells => long.Parse(cells[6].Split(' ')[0], CultureInfo.InvariantCulture));
    }

    /// <summary>The peak of a process's resident memory, in MB.</summary>
    public static long Peak(ChildHost host) => Look(host).Peak;

    public static async Task WriteAsync()
    {
        var table = new StringBuilder(Head);
        foreach (var hosting in Enum.GetValues<HostedAs>())
        {
            await using var suite = await Suites.StartAsync(hosting);
            await MeasureAsync(table, suite);
        }

        var text = await File.ReadAllTextAsync(Document);
        var before = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        await File.WriteAllTextAsync(Document, $"{before}\n{table}{text[text.IndexOf(End, StringComparison.Ordinal)..]}");
    }

    private static async Task MeasureAsync(StringBuilder table, ISuite suite)
    {
        var ready = suite.Processes.ToDictionary(p => p.Key, p => Look(p.Value));
        using var idle = new PeriodicTimer(Idle);

        // What runs now and then has run once before the rest is measured: its first time is compilation.
        await idle.WaitForNextTickAsync();
        var before = suite.Processes.ToDictionary(p => p.Key, p => Look(p.Value));
        await idle.WaitForNextTickAsync();
        var after = suite.Processes.ToDictionary(p => p.Key, p => Look(p.Value));
        await WorkAsync(suite);
        foreach (var (name, host) in suite.Processes.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var peak = Look(host).Peak;
            var share = (after[name].Processor - before[name].Processor) / Idle;
            table.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {ready[name].Now} MB | {peak} MB | {ready[name].Processor.TotalSeconds:0.0} s | {share:0.0 %} of one | {((3 * peak / Step) + 1) * Step} MB |\n"));
        }
    }

    private static async Task WorkAsync(ISuite suite)
    {
        using var me = await Integrator.SignInAsync(suite);
        await Crowd.RegisterAsync(me, "sized", Requests);
        await Crowd.EachAsync(Enumerable.Range(0, Requests), async i =>
        {
            var id = await me.AskAsync(i % 2 == 0 ? "erasure" : "portability", new { email = $"sized{i}@example.test" });
            await me.ConfirmAndApproveAsync(id);
            return await me.EndAsync(id, 300);
        });
    }

    private static (long Now, long Peak, TimeSpan Processor) Look(ChildHost host)
    {
        using var process = Process.GetProcessById(host.ProcessId);
        return (process.WorkingSet64 >> 20, process.PeakWorkingSet64 >> 20, process.TotalProcessorTime);
    }
}
