namespace Gdpr.Standalone.Demo.Company;

/// <summary>
/// SplitMix64 with a fixed seed: the same company on every machine and every version of .NET. Not for secrets, which
/// come from RandomNumberGenerator.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Roll(int below) => (int)(Next() % (ulong)below);

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
