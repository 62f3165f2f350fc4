using System.Security.Cryptography;
using System.Text;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>
/// Breadth first from the beginning through every state that the moves reach: the first broken invariant is shown with
/// the shortest road to it, and from every state kind moves alone must lead to an end.
/// </summary>
internal sealed class Exploration(Moves moves)
{
    private readonly Dictionary<UInt128, int> _known = [];
    private readonly List<(int From, string Move)> _roads = [];
    private readonly List<bool> _ended = [];
    private readonly List<List<int>> _kindlyReachedFrom = [];
    private readonly HashSet<string> _states = [];

    public int States => _roads.Count;

    public int Steps { get; private set; }

    public IReadOnlySet<string> Seen => _states;

    public async Task RunAsync(Whole start, int most)
    {
        var next = new Queue<(int, Whole)>();
        Visit(start, -1, "the beginning", next);
        while (next.TryDequeue(out var item))
        {
            var (number, whole) = item;
            foreach (var move in await MovesAsync(whole, number))
            {
                Steps++;
                var to = Visit(move.After, number, move.Name, next);
                if (move.Kind)
                {
                    _kindlyReachedFrom[to].Add(number);
                }
            }

            if (States > most)
            {
                throw new InvalidOperationException($"More than {most} states: the bounds are too wide.");
            }
        }

        DemandWayOut();
    }

    private async Task<IReadOnlyList<Move>> MovesAsync(Whole whole, int number)
    {
        try
        {
            return await moves.FromAsync(whole);
        }
        catch (BrokenInvariant broken)
        {
            throw new InvalidOperationException($"{broken.Message}:\n{RoadTo(number)}\n  then at once\n{whole.Key()}");
        }
    }

    private int Visit(Whole whole, int from, string by, Queue<(int, Whole)> next)
    {
        var key = Digest(whole.Key());
        if (_known.TryGetValue(key, out var number))
        {
            return number;
        }

        number = _roads.Count;
        _known[key] = number;
        _roads.Add((from, by));
        _kindlyReachedFrom.Add([]);
        _ended.Add(RequestStates.Final.Contains(whole.Row.CurrentState));
        _states.Add(whole.Row.CurrentState);
        try
        {
            Invariants.Demand(whole);
        }
        catch (BrokenInvariant broken)
        {
            throw new InvalidOperationException($"{broken.Message}:\n{RoadTo(number)}\n{whole.Key()}");
        }

        next.Enqueue((number, whole));
        return number;
    }

    private void DemandWayOut()
    {
        var out_ = new bool[States];
        var open = new Stack<int>(Enumerable.Range(0, States).Where(n => _ended[n]));
        foreach (var end in open)
        {
            out_[end] = true;
        }

        while (open.TryPop(out var number))
        {
            foreach (var before in _kindlyReachedFrom[number].Where(b => !out_[b]))
            {
                out_[before] = true;
                open.Push(before);
            }
        }

        var stuck = Array.IndexOf(out_, false);
        if (stuck >= 0)
        {
            throw new InvalidOperationException($"{out_.Count(o => !o)} states have no way out, the nearest by:\n{RoadTo(stuck)}");
        }
    }

    private string RoadTo(int number)
    {
        var steps = new List<string>();
        for (; number >= 0; number = _roads[number].From)
        {
            steps.Add($"  {_roads[number].Move}");
        }

        steps.Reverse();
        return string.Join('\n', steps);
    }

    private static UInt128 Digest(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }
}
