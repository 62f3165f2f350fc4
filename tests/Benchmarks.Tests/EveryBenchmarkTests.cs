namespace Gdpr.Benchmarks.Tests;

/// <summary>At one hundredth of its size a benchmark measures nothing, but it still throws when anything is lost or done twice.</summary>
public sealed class EveryBenchmarkTests
{
    public static TheoryData<string> Names { get; } = [.. Bench.All.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runs_at_one_hundredth_and_loses_nothing(string name)
    {
        var benchmark = Bench.All.Single(b => b.Name == name);

        var figures = await benchmark.RunAsync(0.01, TestContext.Current.CancellationToken);

        Assert.NotEmpty(figures);
        Assert.All(figures, f => Assert.True(double.IsFinite(f.Value) && f.Value >= 0, f.What));
        var report = Report.Write([(benchmark, figures)], 0.01);
        Assert.All(figures, f => Assert.Contains(f.What, report, StringComparison.Ordinal));
    }
}
