using System.Reflection;
using Gdpr.Platform.Messaging;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class ImpatientChannelTests
{
    private static readonly string[] NotAsked =
        [nameof(ChannelContext.BasicPublishAsync), nameof(ChannelContext.BasicAck), nameof(ChannelContext.BasicNack)];

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
