using System.Reflection;
using Gdpr.Platform.Messaging;
using Gdpr.Testing;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class ImpatientChannelTests
{
    private static readonly string[] NotAsked =
        [nameof(ChannelContext.BasicPublishAsync), nameof(ChannelContext.BasicAck), nameof(ChannelContext.BasicNack)];

    // Class 40, method 10 of AMQP 0-9-1.
    private static readonly byte[] DeclareExchange = [0, 40, 0, 10];

    public static TheoryData<string> Questions =>
        [.. typeof(ChannelContext).GetMethods().Where(m => typeof(Task).IsAssignableFrom(m.ReturnType)).Select(m => m.Name).Except(NotAsked)];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_that_the_client_forgot_ends_as_a_broken_connection(string question)
    {
        var clock = new FakeTimeProvider();
        var channel = new ImpatientChannel(DispatchProxy.Create<ChannelContext, Forgetful>(), clock);
        var method = typeof(ChannelContext).GetMethod(question)!;

        var asked = (Task)method.Invoke(channel, [.. method.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)])!;
        clock.Advance(ImpatientChannel.Patience - TimeSpan.FromSeconds(1));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var broken = await Assert.ThrowsAnyAsync<ConnectionException>(() => asked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Contains("BROKER_SILENT", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_is_read_although_its_connection_was_cut_while_it_was_declared()
    {
        var broker = await Require.RabbitMqAsync();
        var address = new UriBuilder(await broker.NewVirtualHostAsync(TestContext.Current.CancellationToken));
        await using var proxy = new TcpProxy(address.Port);
        address.Port = proxy.Port;
        var (clock, seen) = (new FakeTimeProvider(), 0);
        proxy.Sending = bytes =>
        {
            if (bytes.Span.IndexOf(DeclareExchange) >= 0 && Interlocked.Increment(ref seen) == 1)
            {
                proxy.Cut();
            }
        };
        var bus = Bus.Factory.CreateUsingRabbitMq(cfg =>
        {
            cfg.Host(address.Uri, host => host.ContinuationTimeout(TimeSpan.FromSeconds(2)));
            cfg.ReceiveEndpoint("much-bound", e =>
            {
                e.ConfigureChannel(channel => channel.UseFilter(new ImpatientChannelFilter(clock)));
                for (var i = 0; i < 200; i++)
                {
                    e.Bind($"event-{i}");
                }
            });
        });
        using var patience = new CancellationTokenSource();
        var starting = bus.StartAsync(patience.Token);
        try
        {
            await Eventually.Async(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(0.5));
                    return Task.FromResult(seen > 1 && starting.IsCompletedSuccessfully && bus.CheckHealth().Status == BusHealthStatus.Healthy);
                },
                TimeSpan.FromSeconds(60),
                "the queue is read",
                TestContext.Current.CancellationToken);
        }
        finally
        {
            await patience.CancelAsync();
            await bus.StopAsync(TimeSpan.FromSeconds(5));
        }
    }

    // Its tasks never end. Public and not sealed: the runtime derives from it.
    public class Forgetful : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType == typeof(Task) ? new TaskCompletionSource().Task
            : typeof(Task).IsAssignableFrom(targetMethod.ReturnType) ? Never(targetMethod.ReturnType.GetGenericArguments()[0])
            : null;

        private static object Never(Type result)
        {
            var source = Activator.CreateInstance(typeof(TaskCompletionSource<>).MakeGenericType(result))!;
            return source.GetType().GetProperty("Task")!.GetValue(source)!;
        }
    }
}
