using System.Collections.Concurrent;
using System.Reflection;

namespace Gdpr.Platform.Messaging;

/// <summary>Finds the record of a stored message by its full name, in the assemblies that this host knows.</summary>
public sealed class MessageTypes(IEnumerable<Assembly> assemblies)
{
    private readonly Assembly[] _assemblies = [.. assemblies.Distinct()];
    private readonly ConcurrentDictionary<string, Type?> _types = new(StringComparer.Ordinal);

    /// <summary>The record, or null when no assembly of this host has it.</summary>
    public Type? Find(string fullName) =>
        _types.GetOrAdd(fullName, name => _assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null));
}
