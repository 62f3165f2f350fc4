using MassTransit;
using MassTransit.Middleware;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// A channel whose broker must answer. When a channel dies, the client (up to 7.2.2, its issue 1976) disposes of a
/// semaphore that others wait for: the first of them is woken by nothing, neither by its token nor by the client's
/// patience of 20 seconds, and its queue stays unread until the process ends (docs/adr/0043-what-chaos-found.md).
/// </summary>
internal sealed class ImpatientChannel(ChannelContext channel, TimeProvider clock) : ProxyPipeContext(channel), ChannelContext
{
    /// <summary>Longer than the client waits itself.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IChannel Channel => channel.Channel;

    public ConnectionContext ConnectionContext => channel.ConnectionContext;

    public Task BasicPublishAsync(
        string exchange, string routingKey, bool mandatory, BasicProperties basicProperties, byte[] body, bool awaitAck, CancellationToken cancellationToken) =>
        channel.BasicPublishAsync(exchange, routingKey, mandatory, basicProperties, body, awaitAck, cancellationToken);

    public Task ExchangeBind(string destination, string source, string routingKey, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
        AnswerAsync(channel.ExchangeBind(destination, source, routingKey, arguments, cancellationToken));

    public Task ExchangeDeclare(
        string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
        AnswerAsync(channel.ExchangeDeclare(exchange, type, durable, autoDelete, arguments, cancellationToken));

    public Task ExchangeDeclarePassive(string exchange, CancellationToken cancellationToken) =>
        AnswerAsync(channel.ExchangeDeclarePassive(exchange, cancellationToken));

    public Task QueueBind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
        AnswerAsync(channel.QueueBind(queue, exchange, routingKey, arguments, cancellationToken));

    public Task<QueueDeclareOk> QueueDeclare(
        string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
        AnswerAsync(channel.QueueDeclare(queue, durable, exclusive, autoDelete, arguments, cancellationToken));

    public Task<QueueDeclareOk> QueueDeclarePassive(string queue, CancellationToken cancellationToken) =>
        AnswerAsync(channel.QueueDeclarePassive(queue, cancellationToken));

    public Task<uint> QueuePurge(string queue, CancellationToken cancellationToken) => AnswerAsync(channel.QueuePurge(queue, cancellationToken));

    public Task BasicQos(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken) =>
        AnswerAsync(channel.BasicQos(prefetchSize, prefetchCount, global, cancellationToken));

    public ValueTask BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken) =>
        channel.BasicAck(deliveryTag, multiple, cancellationToken);

    public Task BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken) =>
        channel.BasicNack(deliveryTag, multiple, requeue, cancellationToken);

    public Task<string> BasicConsume(
        string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag, CancellationToken cancellationToken) =>
        AnswerAsync(channel.BasicConsume(queue, noAck, exclusive, arguments, consumer, consumerTag, cancellationToken));

    public Task BasicCancel(string consumerTag, CancellationToken cancellationToken) => AnswerAsync(channel.BasicCancel(consumerTag, cancellationToken));

    public void NotifyFaulted(Exception exception, Uri inputAddress) => channel.NotifyFaulted(exception, inputAddress);

    private Task AnswerAsync(Task asked) => AnswerAsync(AsResultAsync(asked));

    // A broken connection is what MassTransit tries again; any other exception would end the endpoint.
    private async Task<T> AnswerAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(Patience, clock);
        }
        catch (TimeoutException silent)
        {
            throw new RabbitMqConnectionException("The broker's answer never came: BROKER_SILENT", silent);
        }
    }

    private static async Task<bool> AsResultAsync(Task asked)
    {
        await asked;
        return true;
    }
}

/// <summary>Hands every channel of an endpoint on as an <see cref="ImpatientChannel"/>.</summary>
internal sealed class ImpatientChannelFilter(TimeProvider clock) : IFilter<ChannelContext>
{
    public Task Send(ChannelContext context, IPipe<ChannelContext> next) => next.Send(new ImpatientChannel(context, clock));

    public void Probe(ProbeContext context) => context.CreateFilterScope("impatientChannel");
}
