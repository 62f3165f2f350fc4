using Gdpr.Platform.Data;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Data;

public sealed class RoomLeaseTests
{
    [Fact]
    public async Task Of_several_replicas_one_does_the_scheduled_work_until_it_is_gone()
    {
        var database = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o =>
        {
            (o.Asleep, o.Clock) = (true, clock);
            (o.Settings["Gdpr:Database"], o.Settings["ConnectionStrings:alpha"]) = ("postgresql", database);
        });
        var replicas = Enumerable.Range(0, 4).Select(_ => new RoomLease(clock)).ToList();

        var first = await Task.WhenAll(replicas.Select(r => TakeAsync(host, r)));
        var leader = replicas[Array.IndexOf(first, true)];
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.True(await TakeAsync(host, leader));
        clock.Advance(TimeSpan.FromSeconds(9));
        var others = await Task.WhenAll(replicas.Where(r => r != leader).Select(r => TakeAsync(host, r)));
        clock.Advance(TimeSpan.FromSeconds(2));
        var after = await Task.WhenAll(replicas.Where(r => r != leader).Select(r => TakeAsync(host, r)));

        Assert.Single(first, true);
        Assert.DoesNotContain(true, others);
        Assert.Single(after, true);
        Assert.False(await TakeAsync(host, leader));
    }

    private static Task<bool> TakeAsync(PlayHost host, RoomLease lease) => host.AlphaAsync(db => lease.TakeAsync(db, CancellationToken.None));
}
