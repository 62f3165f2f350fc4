namespace Gdpr.Simulators.Misbehaving;

/// <summary>How one call will go wrong.</summary>
internal sealed record Whim(bool Slow, bool Lie, bool Pending, Failure Failure);

internal enum Failure
{
    None,
    TooMany,
    BeforeEffect,
    AfterEffect,
    Silence,
}

/// <summary>Decides call by call, repeatably for a given seed.</summary>
internal sealed class Mood
{
    private static readonly string[] Failing = ["429", "500", "500-before", "500-after", "timeout"];

    private readonly Lock gate = new();
    private Misbehaviour settings = Misbehaviour.None;
    private Random dice = new();
    private int left = int.MaxValue;
    private int refusals;
    private int errors;

    public Misbehaviour Settings
    {
        get
        {
            lock (gate)
            {
                return settings;
            }
        }

        set
        {
            lock (gate)
            {
                settings = value;
                dice = value.Seed is { } seed ? new Random(seed) : new Random();
                left = value.Times ?? int.MaxValue;
                (refusals, errors) = (0, 0);
            }
        }
    }

    /// <summary>For a new request; only one that changes something can be lied about.</summary>
    public Whim Next(bool changes)
    {
        lock (gate)
        {
            var failure = NextFailure();
            return new Whim(Has("slow"), changes && Has("lie"), Has("pending"), failure);
        }
    }

    /// <summary>For a question after an old request, which is always answered sooner or later.</summary>
    public Whim NextForPoll()
    {
        lock (gate)
        {
            var failure = NextFailure();
            return new Whim(Has("slow"), Lie: false, Pending: false, failure == Failure.Silence ? Failure.None : failure);
        }
    }

    /// <summary>The next form of Retry-After; null leaves the header out.</summary>
    public string? NextRetryAfter(DateTimeOffset now)
    {
        lock (gate)
        {
            return (refusals++ % 3) switch
            {
                0 => "1",
                1 => now.AddSeconds(1).ToString("R"),
                _ => null,
            };
        }
    }

    private bool Has(string kind) => settings.Kinds.Contains(kind) && Strikes();

    private bool Strikes() => left > 0 && dice.NextDouble() < settings.Probability && left-- > 0;

    private Failure NextFailure()
    {
        var failing = settings.Kinds.Where(Failing.Contains).ToArray();
        return failing.Length > 0 && Strikes() ? Chosen(failing[dice.Next(failing.Length)]) : Failure.None;
    }

    private Failure Chosen(string kind) => kind switch
    {
        "429" => Failure.TooMany,
        "timeout" => Failure.Silence,
        "500-before" => Failure.BeforeEffect,
        "500-after" => Failure.AfterEffect,
        _ => errors++ % 2 == 0 ? Failure.BeforeEffect : Failure.AfterEffect,
    };
}
