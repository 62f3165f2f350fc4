using System.Text;
using Gdpr.Testing.Processes;
using Gdpr.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gdpr.Testing.Tests;

[Collection(nameof(Brokers))]
public sealed class PrivateRabbitMqTests
{
    [Fact]
    public async Task A_killed_broker_comes_back_on_the_same_port_with_its_persistent_message_and_leaves_nothing_in_the_end()
    {
        await using var broker = await Require.OwnRabbitMqAsync();
        var host = await broker.NewVirtualHostAsync();
        await PublishAsync(host, "kept", "classic", "still here");
        await broker.RecordedAsync("kept");

        await broker.KillAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(host));
        await broker.RestartAsync();

        Assert.Equal("still here", await FirstMessageAsync(host, "kept"));
        await AssertLeavesNothingAsync(broker);
    }

    [Fact]
    public async Task Each_virtual_host_is_new_and_empty()
    {
        var broker = await Require.RabbitMqAsync();
        var first = await broker.NewVirtualHostAsync();
        await PublishAsync(first, "mine", "quorum", "hello");

        var second = await broker.NewVirtualHostAsync();

        Assert.NotEqual(first, second);
        Assert.Empty(await broker.ListQueuesAsync(second));
        Assert.Equal([new QueueReport("mine", "quorum", Ready: 1, Consumers: 0)], await broker.ListQueuesAsync(first));
    }

    [Fact]
    public async Task The_shared_broker_is_one_and_only_its_owner_may_kill_it()
    {
        Assert.Same(await Require.RabbitMqAsync(), await Require.RabbitMqAsync());

        if (Environment.GetEnvironmentVariable("GDPR_TEST_RABBITMQ") is { Length: > 0 } named)
        {
            var lent = await Require.RabbitMqAsync();
            Assert.Equal(named, lent.ConnectionString);
            await Assert.ThrowsAsync<InvalidOperationException>(lent.KillAsync);
        }
    }

    private static async Task AssertLeavesNothingAsync(PrivateRabbitMq broker)
    {
        if (broker.Server is not LocalRabbitMq local)
        {
            return;
        }

        ProcessFamily[] families = [ProcessFamily.Of(local.ProcessId), ProcessFamily.Of(local.NameServerProcessId)];
        Assert.All(families, family => Assert.NotEmpty(family.Living));

        await broker.DisposeAsync();

        Assert.All(families, family => Assert.Empty(family.Living));
        Assert.False(Directory.Exists(local.Folder));
    }

    private static async Task<string?> FirstMessageAsync(string host, string queue)
    {
        await using var connection = await ConnectAsync(host);
        await using var channel = await connection.CreateChannelAsync();
        var message = await channel.BasicGetAsync(queue, autoAck: true);
        return message is null ? null : Encoding.UTF8.GetString(message.Body.Span);
    }

    private static Task<IConnection> ConnectAsync(string host) =>
        new ConnectionFactory { Uri = new Uri(host), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private static async Task PublishAsync(string host, string queue, string type, string text)
    {
        await using var connection = await ConnectAsync(host);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = type };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.BasicPublishAsync(
            string.Empty, queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }
}
