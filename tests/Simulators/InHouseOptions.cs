using Gdpr.Simulators.Misbehaving;

namespace Gdpr.Simulators;

/// <summary>How an in-house application is started.</summary>
public sealed record InHouseOptions
{
    public const string DefaultToken = "in-house-token";

    public int Port { get; init; }

    /// <summary>The bearer token that callers must present.</summary>
    public string Token { get; init; } = DefaultToken;

    /// <summary>A file that lets the application survive being killed; without one it forgets.</summary>
    public string? Journal { get; init; }

    public Misbehaviour Misbehaviour { get; init; } = Misbehaviour.None;

    /// <summary>Reads <c>--port --token --journal --misbehave slow,429 --probability --latency --seed --polls --times</c>.</summary>
    public static InHouseOptions Read(IConfiguration configuration) => new()
    {
        Port = configuration.GetValue("port", 0),
        Token = configuration["token"] ?? DefaultToken,
        Journal = configuration["journal"],
        Misbehaviour = new Misbehaviour(
            Misbehaviour.Parse(configuration["misbehave"]),
            configuration.GetValue("probability", 1.0),
            configuration.GetValue("latency", 1_000),
            configuration.GetValue<int?>("seed"),
            configuration.GetValue("polls", 2),
            configuration.GetValue<int?>("times")),
    };
}
