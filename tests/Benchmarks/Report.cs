using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Gdpr.Benchmarks;

/// <summary>Writes <c>docs/performance.md</c>: ratios first, since figures belong to the machine that made them.</summary>
internal static class Report
{
    public static string Line(Figure figure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figure.What}: {Number(figure.Value)} {figure.Unit}{(figure.Share is { } share ? $", {share:0.000} of {figure.ShareOf}" : string.Empty)}");

    public static string Write(IEnumerable<(IBenchmark Benchmark, IReadOnlyList<Figure> Figures)> results, double scale)
    {
        var text = new StringBuilder();
        text.AppendLine("# Performance").AppendLine();
        text.AppendLine("Written by `./bench.sh`; do not edit. A ratio compares two things of the same run on the same machine; the figures");
        text.AppendLine("themselves belong to that machine. What was tried and what paid: docs/adr/0013-speed.md.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- Machine: {Environment.ProcessorCount} processors, {Cpu()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; broker and database on the same machine");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Commit: {Environment.GetEnvironmentVariable("GDPR_COMMIT") ?? "unknown"}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Size: {scale:0.###} of the full one").AppendLine();
        foreach (var (benchmark, figures) in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {benchmark.Name}").AppendLine();
            text.AppendLine("| What | Value | Share | of |").AppendLine("|---|---|---|---|");
            foreach (var figure in figures)
            {
                var share = figure.Share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.What} | {Number(figure.Value)} {figure.Unit} | {share} | {figure.ShareOf ?? "-"} |");
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    private static string Cpu() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : RuntimeInformation.ProcessArchitecture.ToString();
}
