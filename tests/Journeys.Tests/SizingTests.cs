using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>What each process needs, measured: <c>GDPR_WRITE_DOCS=1</c> writes docs/sizing.md anew.</summary>
public sealed class SizingTests
{
    private const string Begin = "<!-- measured by SizingTests -->";
    private const string End = "<!-- end of what was measured -->";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_process_is_measured()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GDPR_WRITE_DOCS") == "1", "Only with GDPR_WRITE_DOCS=1");
        var table = new StringBuilder("| Process | Resident memory, idle | Processor time to be ready | Processor, idle |\n|---|---|---|---|\n");
        await using (var all = await StandaloneSuite.StartAsync(null))
        {
            await MeasureAsync(table, all);
        }

        await using (var rooms = await DistributedSuite.StartAsync(null))
        {
            await MeasureAsync(table, rooms);
        }

        var path = Path.Combine(RepositoryRoot.Find(), "docs", "sizing.md");
        var document = await File.ReadAllTextAsync(path);
        var before = document[..(document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        await File.WriteAllTextAsync(path, $"{before}\n\n{table}\n{document[document.IndexOf(End, StringComparison.Ordinal)..]}");
    }

    private static async Task MeasureAsync(StringBuilder table, ISuite suite)
    {
        var starts = suite.Processes.ToDictionary(p => p.Key, p => Look(p.Value.ProcessId).Processor);
        using var idle = new PeriodicTimer(Idle);
        await idle.WaitForNextTickAsync();
        foreach (var (name, host) in suite.Processes.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var (memory, processor) = Look(host.ProcessId);
            var share = (processor - starts[name]) / Idle;
            table.Append(string.Create(CultureInfo.InvariantCulture, $"| {name} | {memory / 1024 / 1024} MB | {starts[name].TotalSeconds:0.0} s | {share:0.0 %} of one |\n"));
        }
    }

    private static (long Memory, TimeSpan Processor) Look(int id)
    {
        using var process = Process.GetProcessById(id);
        return (process.WorkingSet64, process.TotalProcessorTime);
    }
}
