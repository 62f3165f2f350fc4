using System.Globalization;
using Gdpr.Testing;

namespace Gdpr.Benchmarks;

/// <summary>Runs the benchmarks: <c>[--scale 0.01] [--only WORD] [--write FILE]</c>.</summary>
internal static class Bench
{
    public static IReadOnlyList<IBenchmark> All { get; } = [
        new StormBench(Backing.Embedded), new StormBench(Backing.Servers),
        new OpenBench(Backing.Embedded), new OpenBench(Backing.Servers),
        new ImportBench(Backing.Embedded), new ImportBench(Backing.Servers),
        new DecisionBench(Backing.Embedded), new DecisionBench(Backing.Servers),
        new MailBench(),
    ];

    public static async Task<int> MainAsync(string[] args)
    {
        var scale = double.Parse(Option(args, "--scale") ?? "1", CultureInfo.InvariantCulture);
        var only = Option(args, "--only");
        await using var servers = new SharedServers();
        var results = new List<(IBenchmark, IReadOnlyList<Figure>)>();
        foreach (var benchmark in All.Where(b => only is null || b.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            Console.WriteLine(benchmark.Name);
            var figures = await benchmark.RunAsync(scale, CancellationToken.None);
            results.Add((benchmark, figures));
            foreach (var figure in figures)
            {
                Console.WriteLine("  " + Report.Line(figure));
            }
        }

        if (Option(args, "--write") is { } file)
        {
            await File.WriteAllTextAsync(file, Report.Write(results, scale));
        }

        return results.Count > 0 ? 0 : 1;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
