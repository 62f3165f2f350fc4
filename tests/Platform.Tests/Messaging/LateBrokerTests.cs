using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class LateBrokerTests
{
    // MassTransit's own patience where it is given no token, and some more: there is no clock of ours to move.
    private static readonly TimeSpan MoreThanAMinute = TimeSpan.FromSeconds(65);

    [Fact]
    public async Task A_room_that_starts_while_its_broker_is_away_for_minutes_works_once_it_is_back()
    {
        var broker = new Uri(await (await Require.RabbitMqAsync()).NewVirtualHostAsync());
        await using var way = new TcpProxy(broker.Port) { Closed = true };
        await using var host = await PlayHost.StartAsync(o =>
        {
            o.Settings["Gdpr:Bus"] = "rabbitmq";
            o.Settings["ConnectionStrings:messaging"] = new UriBuilder(broker) { Port = way.Port }.Uri.ToString();
        });
        await Task.Delay(MoreThanAMinute, TestContext.Current.CancellationToken);

        way.Closed = false;
        await host.BusReadyAsync();
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "it is heard");
    }
}
