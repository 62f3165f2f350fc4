using System.Text;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class RabbitMqTests
{
    [Fact]
    public async Task Queues_are_quorum_queues_with_a_limit_and_a_watched_end()
    {
        var (broker, host) = await StartAsync();
        await using var _ = host;

        var queues = (await broker.Server.ListQueuesAsync(broker.VirtualHost)).Where(q => q.Name.StartsWith("alpha-", StringComparison.Ordinal)).ToList();

        Assert.Equal(["alpha-dead-letters", "alpha-play"], queues.Select(q => q.Name).Order());
        Assert.All(queues, q => Assert.Equal("quorum", q.Type));
        await using var connection = await ConnectAsync(broker.VirtualHost);
        await DemandArgumentAsync(connection, "x-delivery-limit", 21);
        await DemandArgumentAsync(connection, "x-dead-letter-exchange", "elsewhere");
    }

    [Fact]
    public async Task Events_and_commands_arrive_once_and_leave_the_outbox()
    {
        var (_, host) = await StartAsync();
        await using var __ = host;
        host.Script.On<DoPing>("alpha", async (db, context) =>
        {
            db.AddEffect("once");
            await context.Publish(new Ponged(context.Message.Id));
            await context.Publish(new EndEveryGame("nobody hears this"));
        });

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            db.Publish(new Pinged(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Ponged>("alpha") == 1 && host.Script.CallsOf<Pinged>("alpha") == 1, "both arrive");
        await host.OutboxEmptyAsync();

        Assert.Equal(1, await host.AlphaEffectsAsync("once"));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    [Fact]
    public async Task A_command_waits_in_the_outbox_until_its_queue_exists()
    {
        var (broker, host) = await StartAsync();
        await using var _ = host;
        await host.DoAsync(async db =>
        {
            db.Send("beta-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.Attempts > 0)), "the sweep has tried it");
        Assert.Equal(1, await host.AlphaAsync(db => db.Outbox.CountAsync()));

        await using var beta = await StartAsync(broker.VirtualHost, PlayHost.Beta);
        await host.DoAsync(db => db.Outbox.ExecuteUpdateAsync(s => s.SetProperty(m => m.AvailableAt, db.Now)));

        await PlayHost.UntilAsync(() => beta.Script.CallsOf<DoPing>("beta") == 1, "beta hears it");
        await host.OutboxEmptyAsync();
    }

    [Theory]
    [InlineData("this is no envelope")]
    [InlineData("7")]
    [InlineData("{\"messageType\":5,\"messageId\":[],\"headers\":3}")]
    [InlineData("{\"messageId\":\"0190163d-8694-739b-aea5-966c26f8ad91\",\"messageType\":[\"urn:message:Nobody:Knows\"],\"message\":{}}")]
    [InlineData("{\"messageId\":\"0190163d-8694-739b-aea5-966c26f8ad92\",\"messageType\":[\"urn:message:Gdpr.Platform.Tests.Rooms:DoPing\"],\"message\":{\"id\":\"person@example.test\"}}")]
    public async Task A_poison_body_is_set_aside_and_blocks_nobody(string body)
    {
        var canary = new Canary();
        var (broker, host) = await StartAsync(canary);
        await using var _ = host;
        await using var connection = await ConnectAsync(broker.VirtualHost);
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };

        await channel.BasicPublishAsync("alpha-play", string.Empty, true, properties, Encoding.UTF8.GetBytes(body));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.DeadMessages.AnyAsync()), "it is set aside");
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the next message is handled");
        await host.OutboxEmptyAsync();

        Assert.Equal(1, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
        Assert.Empty(canary.Sightings());
        await QueuesEmptyAsync(broker.Server, broker.VirtualHost);
    }

    [Fact]
    public async Task A_message_refused_beyond_the_limit_is_found_in_the_dead_messages_and_replayed_to_its_endpoint()
    {
        var (broker, host) = await StartAsync();
        await using var _ = host;
        var refusals = 0;

        // The room's consumers are away and something else refuses the message again and again.
        await host.StopAsync();
        await using (var connection = await ConnectAsync(broker.VirtualHost))
        await using (var channel = await connection.CreateChannelAsync())
        {
            const string body = """{"messageId":"0190163d-8694-739b-aea5-966c26f8ad93","messageType":["urn:message:Gdpr.Platform.Tests.Rooms:DoPing"],"message":{"id":"0190163d-8694-739b-aea5-966c26f8ad94"}}""";
            var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
            await channel.BasicPublishAsync("alpha-play", string.Empty, true, properties, Encoding.UTF8.GetBytes(body));
            await PlayHost.UntilAsync(
                async () =>
                {
                    if (await channel.BasicGetAsync("alpha-play", false) is { } got)
                    {
                        refusals++;
                        await channel.BasicNackAsync(got.DeliveryTag, false, true);
                    }

                    return (await channel.QueueDeclarePassiveAsync("alpha-dead-letters")).MessageCount == 1;
                },
                "the broker gives it up");
        }

        Assert.InRange(refusals, 20, 22);
        await using var next = await StartAsync(broker.VirtualHost, PlayHost.Alpha);
        await PlayHost.UntilAsync(() => next.AlphaAsync(db => db.DeadMessages.AnyAsync(d => d.Endpoint == "alpha-play")), "it is among the dead messages");
        next.Script.OnEffect<DoPing>("alpha", m => m.Id);
        var dead = await next.AlphaAsync(db => db.DeadMessages.SingleAsync());
        using var client = next.Client();
        (await client.PostAsync(new Uri($"api/alpha/dead-messages/{dead.Id}/replay", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await PlayHost.UntilAsync(async () => await next.AlphaEffectsAsync(nameof(DoPing)) == 1, "the replay acts");
    }

    [Fact]
    public async Task The_text_of_an_exception_is_in_no_queue()
    {
        var canary = new Canary();
        var (broker, host) = await StartAsync(canary);
        await using var _ = host;
        host.Script.On<Pinged>("alpha", (_, _) => throw Canary.Exception);

        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.Headers != null)), "it waits for its second delivery");

        var queues = await broker.Server.ListQueuesAsync(broker.VirtualHost);
        Assert.DoesNotContain(queues, q => q.Name.Contains("error", StringComparison.Ordinal) || q.Name.Contains("skipped", StringComparison.Ordinal));
        await QueuesEmptyAsync(broker.Server, broker.VirtualHost);
        Assert.Empty(canary.Sightings());
        await using var connection = await ConnectAsync(broker.VirtualHost);
        await using var channel = await connection.CreateChannelAsync();
        var fault = await Record.ExceptionAsync(() => channel.ExchangeDeclarePassiveAsync("MassTransit:Fault--Gdpr.Platform.Tests.Rooms:Pinged--"));
        Assert.Equal(404, Assert.IsType<global::RabbitMQ.Client.Exceptions.OperationInterruptedException>(fault).ShutdownReason!.ReplyCode);
    }

    private static Task QueuesEmptyAsync(PrivateRabbitMq server, string virtualHost) => PlayHost.UntilAsync(
        async () => (await server.ListQueuesAsync(virtualHost)).All(q => q.Ready == 0), "no queue holds anything");

    // Declaring a queue otherwise than it is tells what it is.
    private static async Task DemandArgumentAsync(IConnection connection, string argument, object other)
    {
        await using var channel = await connection.CreateChannelAsync();
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = 20,
            ["x-dead-letter-exchange"] = "alpha-dead-letters",
        };
        await channel.QueueDeclareAsync("alpha-play", true, false, false, arguments);
        arguments[argument] = other;
        var refused = await Record.ExceptionAsync(() => channel.QueueDeclareAsync("alpha-play", true, false, false, arguments));
        Assert.Contains(argument, refused?.Message ?? string.Empty, StringComparison.Ordinal);
    }

    private static async Task<IConnection> ConnectAsync(string virtualHost) =>
        await new ConnectionFactory { Uri = new Uri(virtualHost) }.CreateConnectionAsync();

    private static async Task<((PrivateRabbitMq Server, string VirtualHost), PlayHost)> StartAsync(Canary? canary = null)
    {
        var server = await Require.RabbitMqAsync();
        var virtualHost = await server.NewVirtualHostAsync();
        var host = await StartAsync(virtualHost, PlayHost.Alpha, canary);
        await host.BusReadyAsync();
        return ((server, virtualHost), host);
    }

    private static Task<PlayHost> StartAsync(string virtualHost, Modules.IModule module, Canary? canary = null) => PlayHost.StartAsync(o =>
    {
        o.Modules = [module];
        o.Settings["Gdpr:Bus"] = "rabbitmq";
        o.Settings["ConnectionStrings:messaging"] = virtualHost;
        canary?.Listen(o);
    });
}
