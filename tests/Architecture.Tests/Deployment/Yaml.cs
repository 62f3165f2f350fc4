using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>A YAML value with its merges resolved, asked by path.</summary>
internal sealed record Yaml(object? Value)
{
    public static IReadOnlyList<Yaml> Documents(string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<Yaml>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(new Yaml(deserializer.Deserialize<object?>(parser)));
        }

        return documents;
    }

    public Yaml this[string key] => Value is Dictionary<object, object?> map && map.TryGetValue(key, out var value)
        ? new Yaml(value)
        : throw new KeyNotFoundException($"{key} is not there");

    public Yaml? Find(string key) => Value is Dictionary<object, object?> map && map.TryGetValue(key, out var value) ? new Yaml(value) : null;

    public string Text => (string)Value!;

    public IReadOnlyList<Yaml> Items => [.. ((List<object?>)Value!).Select(v => new Yaml(v))];

    public IReadOnlyDictionary<string, Yaml> Map => ((Dictionary<object, object?>)Value!).ToDictionary(p => (string)p.Key, p => new Yaml(p.Value), StringComparer.Ordinal);
}
