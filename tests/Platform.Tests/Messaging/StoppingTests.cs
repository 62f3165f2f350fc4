using System.Diagnostics;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class StoppingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_host_ends_with_the_broker_there()
    {
        var server = await Require.RabbitMqAsync();
        await using var host = await StartAsync(await server.NewVirtualHostAsync());
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the bus works");

        Assert.InRange(await StopAsync(host), TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task A_host_starts_answers_and_ends_with_the_broker_never_there()
    {
        await using var host = await StartAsync($"amqp://guest:guest@127.0.0.1:{FreePort.Next()}");
        await host.PublishAsync(new Pinged(Guid.Empty));
        using var client = host.Client();
        (await client.GetAsync(new Uri("api/alpha/data-map", UriKind.Relative))).EnsureSuccessStatusCode();

        Assert.InRange(await StopAsync(host), TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task A_host_ends_with_the_broker_gone_meanwhile_and_its_message_waits()
    {
        using var folder = new TempFolder();
        await using var server = await Require.OwnRabbitMqAsync();
        await using (var host = await StartAsync(await server.NewVirtualHostAsync(), folder.Path))
        {
            await host.BusReadyAsync();
            await host.PublishAsync(new Pinged(Guid.Empty));
            await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the bus works");
            await host.OutboxEmptyAsync();

            await server.KillAsync();
            await host.PublishAsync(new Pinged(Guid.Empty));

            Assert.InRange(await StopAsync(host), TimeSpan.Zero, Limit);
        }

        // It waits with us, not with the broker: a broker killed within seconds of a queue's first declaration may never
        // revive it, and this one has nothing to revive.
        await server.RestartAsync();
        await using var next = await StartAsync(await server.NewVirtualHostAsync(), folder.Path);
        await PlayHost.UntilAsync(() => next.Script.CallsOf<Pinged>("alpha") == 1, "the waiting message arrives after all");
    }

    [Fact]
    public async Task A_consumer_still_at_work_is_cancelled_and_its_message_kept()
    {
        using var folder = new TempFolder();
        await using var host = await PlayHost.StartAsync(o => o.DataFolder = folder.Path);
        host.Script.On<Pinged>("alpha", (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken));
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the consumer hangs");

        Assert.InRange(await StopAsync(host).WaitAsync(TimeSpan.FromSeconds(60)), TimeSpan.Zero, Limit);

        await using var next = await PlayHost.StartAsync(o => o.DataFolder = folder.Path);
        await PlayHost.UntilAsync(() => next.Script.CallsOf<Pinged>("alpha") == 1, "the next host delivers it again");
    }

    private static async Task<TimeSpan> StopAsync(PlayHost host)
    {
        var asked = Stopwatch.GetTimestamp();
        await host.StopAsync();
        return Stopwatch.GetElapsedTime(asked);
    }

    private static Task<PlayHost> StartAsync(string broker, string? folder = null) => PlayHost.StartAsync(o =>
    {
        o.DataFolder = folder;
        o.Settings["Gdpr:Bus"] = "rabbitmq";
        o.Settings["ConnectionStrings:messaging"] = broker;
    });
}
