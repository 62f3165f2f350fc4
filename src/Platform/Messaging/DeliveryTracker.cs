namespace Gdpr.Platform.Messaging;

/// <summary>
/// On the in-memory bus a row leaves the outbox only when every subscribing endpoint has committed its inbox row:
/// this remembers who is still missing. It may forget (a crash): the row then stays and is delivered again at start.
/// </summary>
public sealed class DeliveryTracker
{
    private readonly Lock _one = new();
    private readonly Dictionary<Guid, List<Waiting>> _waiting = [];

    /// <summary>Calls <paramref name="settled"/> once all endpoints have acknowledged; at once if there are none.</summary>
    public void Expect(Guid row, Guid messageId, IReadOnlyCollection<string> endpoints, Action settled)
    {
        if (endpoints.Count == 0)
        {
            settled();
            return;
        }

        lock (_one)
        {
            // One message may stand in two rows: the event, and its come-back to the one endpoint that failed.
            var waiting = _waiting.TryGetValue(messageId, out var known) ? known : _waiting[messageId] = [];
            waiting.RemoveAll(w => w.Row == row);
            waiting.Add(new Waiting(row, [.. endpoints], settled));
        }
    }

    public bool IsWaiting(Guid row, Guid messageId)
    {
        lock (_one)
        {
            return _waiting.TryGetValue(messageId, out var waiting) && waiting.Any(w => w.Row == row);
        }
    }

    /// <summary>One endpoint has committed the message.</summary>
    public void Acknowledge(Guid messageId, string endpoint)
    {
        List<Waiting> done;
        lock (_one)
        {
            if (!_waiting.TryGetValue(messageId, out var waiting))
            {
                return;
            }

            waiting.ForEach(w => w.Endpoints.Remove(endpoint));
            done = waiting.FindAll(w => w.Endpoints.Count == 0);
            if (waiting.RemoveAll(w => w.Endpoints.Count == 0) > 0 && waiting.Count == 0)
            {
                _waiting.Remove(messageId);
            }
        }

        done.ForEach(w => w.Settled());
    }

    private sealed record Waiting(Guid Row, HashSet<string> Endpoints, Action Settled);
}
