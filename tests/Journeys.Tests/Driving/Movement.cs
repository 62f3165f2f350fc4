using System.Collections.Concurrent;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>People who come, ask and are answered, until told that it is enough: what a backup finds in a suite at work.</summary>
internal sealed class Movement
{
    private const int AtOnce = 8;

    /// <summary>Asks SubjectRights' database, whose schema takes the place, for the ids of requests under way.</summary>
    public const string UnderWay =
        """SELECT CAST("CorrelationId" AS text) FROM {0}"Requests" WHERE "CurrentState" NOT IN ('Completed', 'PartiallyCompleted', 'Refused', 'Cancelled')""";

    private readonly ConcurrentBag<string> _erased = [];
    private int _next;
    private int _ended;

    public int Ended => _ended;

    public Task GoOnAsync(Integrator me, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => OneAfterAnotherAsync(me, ct)));

    /// <summary>After the restore: what was under way when the backup was made ends, and whoever has been erased since is gone.</summary>
    public async Task AllEndAsync(ISuite suite, IReadOnlyList<string> open)
    {
        using var me = await Integrator.SignInAsync(suite);
        await Crowd.EachAsync(open, async id =>
        {
            var end = await me.CarryThroughAsync(Guid.Parse(id), TimeSpan.FromMinutes(2));
            Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
            return end;
        });
        Assert.All(await Crowd.EachAsync(_erased, me.FindAsync), Assert.Empty);
        Notes.Write($"{open.Count} requests were under way in the backup and ended after the restore; {_erased.Count} people of theirs stayed erased");
    }

    private async Task OneAfterAnotherAsync(Integrator me, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _next);
            var address = FormattableString.Invariant($"moving{number}@example.test");
            await me.RegisterAsync(address, familyName: FormattableString.Invariant($"moving{number}"));
            var id = await me.AskAsync(number % 2 == 0 ? "erasure" : "portability", new { email = address });
            await me.CarryThroughAsync(id, TimeSpan.FromMinutes(2));
            if (number % 2 == 0)
            {
                _erased.Add(address);
            }

            Interlocked.Increment(ref _ended);
        }
    }
}
