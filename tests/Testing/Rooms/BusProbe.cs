using System.Collections.Concurrent;
using MassTransit;

namespace Gdpr.Testing.Rooms;

/// <summary>Remembers every message that left the room under test.</summary>
public sealed class BusProbe : ISendObserver, IPublishObserver
{
    private readonly ConcurrentQueue<object> _messages = new();

    public IReadOnlyList<T> All<T>() => [.. _messages.OfType<T>()];

    Task ISendObserver.PreSend<T>(SendContext<T> context) => Task.CompletedTask;

    Task ISendObserver.PostSend<T>(SendContext<T> context) => Keep(context.Message);

    Task ISendObserver.SendFault<T>(SendContext<T> context, Exception exception) => Task.CompletedTask;

    Task IPublishObserver.PrePublish<T>(PublishContext<T> context) => Task.CompletedTask;

    Task IPublishObserver.PostPublish<T>(PublishContext<T> context) => Keep(context.Message);

    Task IPublishObserver.PublishFault<T>(PublishContext<T> context, Exception exception) => Task.CompletedTask;

    private Task Keep(object message)
    {
        _messages.Enqueue(message);
        return Task.CompletedTask;
    }
}
