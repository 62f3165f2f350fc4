using System.Text.Json.Serialization;

namespace Gdpr.Simulators.Misbehaving;

/// <summary>
/// How the application goes wrong. Kinds: <c>slow</c> (waits <c>latencyMs</c>), <c>429</c> (Retry-After in seconds, as a
/// date, absent, in turn), <c>500</c> (before and after the effect in turn; <c>500-before</c> and <c>500-after</c> say which),
/// <c>timeout</c> (after the effect, no answer), <c>lie</c> (says erased, keeps the data), <c>pending</c> (202, done after
/// <c>polls</c> polls). Each call goes wrong with <c>probability</c>, at most <c>times</c> times in all.
/// </summary>
public sealed record Misbehaviour(
    IReadOnlyList<string> Kinds, double Probability = 1, int LatencyMs = 1_000, int? Seed = null, int Polls = 2, int? Times = null)
{
    public static Misbehaviour None { get; } = new([]);

    public static IReadOnlySet<string> KnownKinds { get; } = new HashSet<string>
    {
        "slow", "429", "500", "500-before", "500-after", "timeout", "lie", "pending",
    };

    [JsonIgnore]
    internal IEnumerable<string> Unknown => Kinds.Where(kind => !KnownKinds.Contains(kind));

    /// <summary>Reads <c>slow,429</c>.</summary>
    public static IReadOnlyList<string> Parse(string? kinds) =>
        (kinds ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
