using System.Diagnostics;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Chaos;

/// <summary>What can be killed or cut, how it is started anew, and when it is back.</summary>
internal sealed record Casualty(string Name, Func<Task> Strike, Func<Task> Recover);

/// <summary>
/// Strikes at random moments, whatever happens to be alive, two at once where there are two. Every kind falls before any
/// falls twice; order and pauses come from the seed. A pause is a share of what the last start took: on a machine that is
/// slow today a host would else be killed before it has done anything.
/// </summary>
internal sealed class Casualties(IReadOnlyList<Casualty> all, Random random)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ToRecover = TimeSpan.FromMinutes(3);

    private readonly Queue<Casualty> _deck = [];
    private readonly int _downAtOnce = Math.Min(2, all.Count);
    private TimeSpan _longestPause = LeastPause;
    private readonly SortedDictionary<string, int> _struck = new(StringComparer.Ordinal);

    public int Blows => _struck.Values.Sum();

    /// <param name="struck">Is called after each blow, before whatever fell is back.</param>
    public async Task StrikeAsync(int blows, Action struck, CancellationToken ct)
    {
        var down = new Dictionary<string, Task>(StringComparer.Ordinal);
        for (var blow = 0; blow < blows; blow++)
        {
            await PauseAsync(random.NextDouble(), ct);
            while (down.Count >= _downAtOnce)
            {
                await Task.WhenAny(down.Values);
                await ForgetAsync(down);
            }

            var victim = Next(down);
            await victim.Strike();
            _struck[victim.Name] = _struck.GetValueOrDefault(victim.Name) + 1;
            down[victim.Name] = RecoverAsync(victim);
            struck();
        }

        await Task.WhenAll(down.Values);
    }

    public static IEnumerable<Casualty> Of(ISuite suite) =>
        suite.Processes.Select(p => new Casualty(p.Key, p.Value.KillAsync, () => p.Value.RestartAsync()));

    public static Casualty Of(PrivateRabbitMq broker) => new("broker", broker.KillAsync, () => broker.RestartAsync());

    public static Casualty Of(PrivatePostgreSql database) => new("database", database.KillAsync, () => database.RestartAsync());

    public static Casualty Of(string name, TcpProxy connections) => new(name, () => Task.FromResult(connections.Cut()), () => Task.CompletedTask);

    public override string ToString() => string.Join(", ", _struck.Select(s => $"{s.Key} {s.Value}"));

    private Casualty Next(Dictionary<string, Task> down)
    {
        while (true)
        {
            if (_deck.Count == 0)
            {
                var order = all.ToArray();
                random.Shuffle(order);
                Array.ForEach(order, _deck.Enqueue);
            }

            var next = _deck.Dequeue();
            if (!down.ContainsKey(next.Name))
            {
                return next;
            }
        }
    }

    private async Task RecoverAsync(Casualty victim)
    {
        var begun = Stopwatch.GetTimestamp();
        await Eventually.Async(
            async () =>
            {
                await victim.Recover();
                return true;
            },
            ToRecover,
            $"{victim.Name} is back");
        var took = Stopwatch.GetElapsedTime(begun) / all.Count;
        _longestPause = took > LeastPause ? took : LeastPause;
    }

    private static async Task ForgetAsync(Dictionary<string, Task> down)
    {
        foreach (var (name, back) in down.Where(d => d.Value.IsCompleted).ToList())
        {
            down.Remove(name);
            await back;
        }
    }

    private async Task PauseAsync(double share, CancellationToken ct)
    {
        using var pause = new PeriodicTimer((_longestPause * share) + TimeSpan.FromMilliseconds(1));
        await pause.WaitForNextTickAsync(ct);
    }
}
