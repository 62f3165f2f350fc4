namespace Gdpr.Testing;

/// <summary>Which host to start and how.</summary>
public sealed record ChildHostOptions(string Dll, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to the environment of the test; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The working folder; by default the one of the assembly.</summary>
    public string? Folder { get; init; }

    public int? Port { get; init; }

    public bool WaitUntilReady { get; init; } = true;

    public string ReadyPath { get; init; } = "/health/ready";

    /// <summary>How many of its last lines are kept: a test that searches its log needs them all.</summary>
    public int OutputLines { get; init; } = 400;

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}
