namespace Gdpr.Benchmarks;

/// <summary>
/// Measures one thing the product promises to be quick at, beside a ceiling in the same run: only the ratio says
/// something on another machine. It throws when anything was lost or done twice.
/// </summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <param name="scale">1 is the full size; <c>./test.sh</c> runs 0.01.</param>
    Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct);
}

/// <summary>One line of the report.</summary>
/// <param name="Share">Of which ceiling, and the ratio to it; null for a plain figure.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Share = null, string? ShareOf = null);
