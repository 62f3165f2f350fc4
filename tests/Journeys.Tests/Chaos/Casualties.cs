using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Chaos;

/// <summary>What can be killed or cut, and how it comes back.</summary>
internal sealed record Casualty(string Name, Func<Task> Strike, Func<Task> Recover);

/// <summary>
/// Strikes at random moments, whatever happens to be alive: the next blow may fall while the last victim is still starting.
/// Every kind falls before any falls twice; the order comes from the seed.
/// </summary>
internal sealed class Casualties(IReadOnlyList<Casualty> all, Random random)
{
    private static readonly TimeSpan ToRecover = TimeSpan.FromMinutes(3);

    private readonly Queue<Casualty> _deck = [];
    private readonly int _downAtOnce = Math.Min(2, all.Count);

    public Dictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    public async Task StrikeAsync(int blows, CancellationToken ct)
    {
        var down = new Dictionary<string, Task>(StringComparer.Ordinal);
        for (var blow = 0; blow < blows; blow++)
        {
            await PauseAsync(random.Next(200, 2500), ct);
            while (down.Count >= _downAtOnce)
            {
                await Task.WhenAny(down.Values);
                await ForgetAsync(down);
            }

            await ForgetAsync(down);
            var victim = Next(down);
            await victim.Strike();
            Struck[victim.Name] = Struck.GetValueOrDefault(victim.Name) + 1;
            down[victim.Name] = RecoverAsync(victim);
        }

        await Task.WhenAll(down.Values);
    }

    public static IEnumerable<Casualty> Of(ISuite suite) =>
        suite.Processes.Select(p => new Casualty(p.Key, p.Value.KillAsync, () => p.Value.RestartAsync()));

    public static Casualty Of(PrivateRabbitMq broker) => new("broker", broker.KillAsync, () => broker.RestartAsync());

    public static Casualty Of(PrivatePostgreSql database) => new("database", database.KillAsync, () => database.RestartAsync());

    public static Casualty Of(string name, TcpProxy connections) => new(name, () => Task.FromResult(connections.Cut()), () => Task.CompletedTask);

    public override string ToString() => string.Join(", ", Struck.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}"));

    // A host that is killed again while it starts is not the point: it is awaited.
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

    // A room that starts while the database is down ends or waits; it is started until it is ready.
    private static Task RecoverAsync(Casualty victim) => Eventually.Async(
        async () =>
        {
            await victim.Recover();
            return true;
        },
        ToRecover,
        $"{victim.Name} is back");

    private static async Task ForgetAsync(Dictionary<string, Task> down)
    {
        foreach (var (name, back) in down.Where(d => d.Value.IsCompleted).ToList())
        {
            down.Remove(name);
            await back;
        }
    }

    private static async Task PauseAsync(int milliseconds, CancellationToken ct)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        await pause.WaitForNextTickAsync(ct);
    }
}
