using System.Collections.Concurrent;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Many people at once, each doing the same.</summary>
internal static class Crowd
{
    private const int AtOnce = 8;

    /// <summary>Registers people <c>&lt;word&gt;0@example.test</c> and on; their ids in that order.</summary>
    public static async Task<IReadOnlyList<Guid>> RegisterAsync(Integrator me, string word, int many)
    {
        var ids = new Guid[many];
        await EachAsync(Enumerable.Range(0, many), async i => ids[i] = await me.RegisterAsync($"{word}{i}@example.test", familyName: $"{word}{i}"));
        return ids;
    }

    public static async Task<IReadOnlyCollection<TResult>> EachAsync<T, TResult>(IEnumerable<T> people, Func<T, Task<TResult>> act)
    {
        var results = new ConcurrentBag<TResult>();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) => results.Add(await act(person)));
        return results;
    }
}
