using System.Collections.Concurrent;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// On the in-memory bus a row leaves the outbox only when every subscribing endpoint has committed its inbox row:
/// this remembers who is still missing. It may forget (a crash): the row then stays and is delivered again at start.
/// </summary>
public sealed class DeliveryTracker
{
    private readonly ConcurrentDictionary<Guid, Waiting> _waiting = new();

    /// <summary>Calls <paramref name="settled"/> once all endpoints have acknowledged; at once if there are none.</summary>
    public void Expect(Guid messageId, IReadOnlyCollection<string> endpoints, Action settled)
    {
        if (endpoints.Count == 0)
        {
            settled();
            return;
        }

        _waiting[messageId] = new Waiting([.. endpoints], settled);
    }

    public bool IsWaiting(Guid messageId) => _waiting.ContainsKey(messageId);

    /// <summary>One endpoint has committed the message.</summary>
    public void Acknowledge(Guid messageId, string endpoint)
    {
        if (!_waiting.TryGetValue(messageId, out var waiting))
        {
            return;
        }

        bool last;
        lock (waiting.Endpoints)
        {
            last = waiting.Endpoints.Remove(endpoint) && waiting.Endpoints.Count == 0;
        }

        if (last && _waiting.TryRemove(messageId, out _))
        {
            waiting.Settled();
        }
    }

    private sealed record Waiting(HashSet<string> Endpoints, Action Settled);
}
