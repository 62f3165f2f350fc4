using System.Collections.Concurrent;
using Gdpr.Platform.Data;

namespace Gdpr.Platform.Messaging;

internal interface IOutboxDispatcher
{
    Type Context { get; }

    void Committed(IReadOnlyList<PendingMessage> messages);

    /// <summary>The broker was away and is back: rows that were tried meanwhile go at once, not when their back-off ends.</summary>
    void BrokerReturned();
}

/// <summary>Hands committed rows to the dispatcher of their room.</summary>
internal sealed class OutboxSignal : IOutboxSignal
{
    private readonly ConcurrentDictionary<string, IOutboxDispatcher> _dispatchers = new(StringComparer.Ordinal);

    public void Connect(string room, IOutboxDispatcher dispatcher) => _dispatchers[room] = dispatcher;

    public void Committed(string room, IReadOnlyList<PendingMessage> messages)
    {
        if (_dispatchers.TryGetValue(room, out var dispatcher))
        {
            dispatcher.Committed(messages);
        }
    }
}
