namespace Gdpr.Platform.Messaging;

/// <summary>Which endpoints of this process receive which message: known at start, asked for every in-memory delivery.</summary>
public sealed class BusTopology
{
    private readonly Dictionary<string, HashSet<Type>> _endpoints = new(StringComparer.Ordinal);

    private readonly HashSet<string> _sagas = new(StringComparer.Ordinal);

    internal void Add(string endpoint, IEnumerable<Type> messages)
    {
        if (!_endpoints.TryGetValue(endpoint, out var types))
        {
            _endpoints[endpoint] = types = [];
        }

        types.UnionWith(messages);
    }

    internal void AddSaga(string endpoint, IEnumerable<Type> messages)
    {
        Add(endpoint, messages);
        _sagas.Add(endpoint);
    }

    internal bool IsSaga(string endpoint) => _sagas.Contains(endpoint);

    public IReadOnlyCollection<string> Endpoints => _endpoints.Keys;

    public IReadOnlyCollection<Type> MessagesOf(string endpoint) => _endpoints[endpoint];

    internal IReadOnlyCollection<string> Receivers(string? destination, Type message)
    {
        if (destination is not null && _endpoints.ContainsKey(destination))
        {
            return [destination];
        }

        return [.. _endpoints.Where(e => e.Value.Contains(message)).Select(e => e.Key)];
    }
}
