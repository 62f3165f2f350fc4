using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests.Walking;

/// <summary>Makes up what is sent: every second time of the shape asked for, else with faults in it; the same seed makes up the same.</summary>
internal sealed partial class Inventor(Random random)
{
    /// <summary>Is in every name and address sent, so that an error that repeats one is found.</summary>
    public const string Person = "zz9canary";

    private const int Deepest = 5;
    private const int MostIds = 300;
    private const int MostMade = 20;

    // What rooms understand, or nothing would get past the first check.
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["email"] = [$"{Person}@example.test", Person, $"\"{Person}\r\nBcc: x@example.test\"@example.test"],
        ["value"] = [$"{Person}@example.test", "+33612345678"],
        ["givenName"] = [Person, $"<script>{Person}</script>"],
        ["familyName"] = [Person, $"=cmd|'{Person}'!A1"],
        ["country"] = ["FR", "DE", "XX", "fr"],
        ["language"] = ["fr", "en", "zz"],
        ["channel"] = ["email", "sms", "phone", "post", "all"],
        ["purpose"] = [PortalHost.Marketing, "unknown"],
        ["right"] = ["access", "portability", "erasure", "rectification", "restriction", "objection", "automatedDecision"],
        ["legalBasis"] = ["consent", "contract", "legitimateInterests"],
        ["kind"] = ["person", "organization"],
        ["audience"] = ["B2C", "B2B"],
        ["decision"] = ["given", "refused", "withdrawn", "requested"],
        ["method"] = ["staff", "form", "session", "import"],
        ["outcome"] = ["confirmed", "refused"],
        ["type"] = ["home", "work", "mobile"],
        ["origin"] = ["form", "import", "sale"],
        ["act"] = ["form", "order"],
        ["channels"] = ["email", "sms", "phone"],
        ["scope"] = ["all", "marketing", "email"],
        ["reason"] = ["Asked at the desk.", $"{Person} asked"],
        ["code"] = ["code-1", "CODE", "12345678"],
        ["currency"] = ["EUR", "XXX"],
        ["status"] = ["Completed", "AwaitingReview", "open"],
        ["url"] = ["http://127.0.0.1:1/", "file:///etc/passwd", "https://example.test/hook"],
    };

    private static readonly string[] Odd =
    [
        string.Empty, " ", "null", "..", "../../etc/passwd", "'; DROP TABLE \"Contacts\"; --", $"<img src=x onerror=alert('{Person}')>", "\0", "\u202e\u0000\uffff",
        "%00", "${jndi:ldap://example.test}", "{{7*7}}", "{% for i in (1..999999999) %}x{% endfor %}", new string('x', 5_000), "é\u0301", "-1", "1e999", "2026-02-30", "24:00",
    ];

    private static readonly string[] Moments =
    [
        "2026-11-01T08:00:00Z", "2026-03-29T02:30:00+01:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "1969-12-31T23:59:59Z",
    ];

    private static readonly string[] Days = ["2026-11-01", "0001-01-01", "9999-12-31", "2024-02-29", "1900-01-01"];

    private static readonly double[] Numbers = [0, 1, 2, 3, 30, 500, -1, int.MaxValue, int.MinValue, 1e15, -1e15, 1e300, 0.1, 1e-9];

    private static readonly JsonObject Bodies = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Walking", "bodies.json")))!.AsObject();

    private readonly List<string> _ids = [];
    private readonly Dictionary<string, List<string>> _made = [];
    private bool _faithful;

    /// <summary>Remembers the ids of an answer, and what was made or listed at that path: made-up ones lead nowhere.</summary>
    public void Learn(Operation operation, string answer)
    {
        if (!_made.TryGetValue(operation.Place, out var made))
        {
            _made[operation.Place] = made = [];
        }

        made.AddRange(OwnId().Matches(answer).Select(m => m.Groups[1].Value).Except(made));
        made.RemoveRange(0, Math.Max(0, made.Count - MostMade));
        foreach (var id in Id().Matches(answer).Select(m => m.Value).Distinct())
        {
            _ids.Add(id);
        }

        _ids.RemoveRange(0, Math.Max(0, _ids.Count - MostIds));
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public bool OneIn(int many) => random.Next(many) == 0;

    /// <summary>The path of the next request.</summary>
    public string PathOf(Operation operation)
    {
        _faithful = OneIn(2);
        return Parameter().Replace(operation.Path, m => Uri.EscapeDataString(Fault(8) ? Pick(Odd) : m.Value.Contains("id", StringComparison.OrdinalIgnoreCase) ? IdAt(operation) : Text(m.Value.Trim('{', '}'))));
    }

    public string QueryOf(Operation operation)
    {
        var said = operation.Queries.Where(_ => !OneIn(3)).Select(q => $"{q.Name}={Uri.EscapeDataString(Plain(q.Name, q.Schema, operation.Schemas))}").ToList();
        if (said.Count > 0 && Fault(10))
        {
            said.Add(said[0]);
        }

        return said.Count == 0 ? string.Empty : "?" + string.Join('&', said);
    }

    /// <summary>The body as text: one that is known to be taken, with up to three faults, or made up from the shape; now and then no JSON.</summary>
    public string BodyOf(Operation operation)
    {
        var known = Bodies[$"{operation.Method} {operation.Path}"];
        var body = known is null || OneIn(4) ? Value(string.Empty, operation.Body, operation.Schemas, 0) : Spoilt(Filled(known.DeepClone())!);
        var text = body?.ToJsonString() ?? "null";
        return _faithful ? text : random.Next(60) switch
        {
            0 => text[..(text.Length / 2)],
            1 => text.Replace("\":", "\\ud800\":", StringComparison.Ordinal),
            2 => "{" + string.Concat(Enumerable.Repeat("\"a\":{", 200)) + new string('}', 201),
            3 => "[" + text + "]",
            4 => text + text,
            5 when text.StartsWith("{\"", StringComparison.Ordinal) => "{\"at\":1,\"at\":2," + text[1..],
            6 => text.Replace(":\"", ":\"\\udc00", StringComparison.Ordinal),
            _ => text,
        };
    }

    private JsonNode? Filled(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject all:
                all.ToList().ForEach(p => all[p.Key] = Filled(p.Value?.DeepClone()));
                return all;
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Filled(i?.DeepClone()))]);
            default:
                return node is JsonValue value && value.TryGetValue<string>(out var word) ? word switch
                {
                    "$id" => AnId(),
                    _ when word.StartsWith('/') => MadeAt(word),
                    "$email" => string.Create(CultureInfo.InvariantCulture, $"{Person}{random.Next(200)}@example.test"),
                    "$word" => string.Create(CultureInfo.InvariantCulture, $"w{random.Next(5_000)}"),
                    _ => word,
                } : node;
        }
    }

    private JsonNode Spoilt(JsonNode body)
    {
        for (var faults = _faithful ? 0 : random.Next(4); faults > 0; faults--)
        {
            var places = Places(body).ToList();
            if (places.Count > 0)
            {
                Pick(places)(Pick<Func<JsonNode?>>([() => null, () => Pick(Odd), () => Pick(Numbers), () => Pick(Moments), () => new JsonArray(null, null), () => new JsonObject(), () => AnId()])());
            }
        }

        return body;
    }

    // Every place of a body where something else could stand.
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode? node) => node switch
    {
        JsonObject all => all.ToList().SelectMany(p => Places(p.Value).Append(other => all[p.Key] = other)),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(i => Places(items[i]).Append(other => items[i] = other)),
        _ => [],
    };

    public byte[] Noise()
    {
        var bytes = new byte[random.Next(2_000)];
        random.NextBytes(bytes);
        return OneIn(2) ? bytes : Encoding.UTF8.GetBytes($"id;name;mail\n1;{Person};{Person}@example.test\n\"2;{Pick(Odd)}");
    }

    private bool Fault(int oneIn) => !_faithful && OneIn(oneIn);

    private string Plain(string name, JsonElement schema, JsonElement schemas) => Value(name, schema, schemas, Deepest - 1) switch
    {
        null => string.Empty,
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        var other => other.ToJsonString(),
    };

    private JsonNode? Value(string name, JsonElement schema, JsonElement schemas, int depth)
    {
        schema = Resolve(schema, schemas);
        if (depth > Deepest || Fault(60))
        {
            return null;
        }

        if (Fault(40))
        {
            return Pick<Func<JsonNode>>([() => Pick(Odd), () => Pick(Numbers), () => true, () => new JsonArray(), () => new JsonObject()])();
        }

        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out var words) && !Fault(10))
        {
            return Pick(words.EnumerateArray().ToArray()) is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;
        }

        return KindOf(schema) switch
        {
            "object" => Of(schema, schemas, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, Fault(20) ? 600 : random.Next(3)).Select(_ => Value(name, schema.TryGetProperty("items", out var item) ? item : default, schemas, depth + 1))]),
            "integer" => _faithful ? random.Next(1, 4) : (long)Math.Clamp(Pick(Numbers), -1e18, 1e18),
            "number" => _faithful ? random.Next(1, 4) : Pick(Numbers),
            "boolean" => OneIn(2),
            "string" when schema.TryGetProperty("format", out var format) => Formatted(format.GetString(), name),
            _ => Text(name),
        };
    }

    private JsonObject Of(JsonElement schema, JsonElement schemas, int depth)
    {
        var made = new JsonObject();
        var properties = schema.TryGetProperty("properties", out var known) ? known.EnumerateObject().ToArray() : [];
        foreach (var property in properties.Where(_ => !Fault(12)))
        {
            made[property.Name] = Value(property.Name, property.Value, schemas, depth + 1);
        }

        if (properties.Length == 0 || Fault(30))
        {
            made[Pick(Odd)] = Text(string.Empty);
        }

        return made;
    }

    private string Formatted(string? format, string name) => format switch
    {
        "uuid" => Fault(15) ? Pick(Odd) : AnId(),
        "date-time" => Fault(15) ? Pick(Odd) : Fault(2) ? Pick(Moments) : Moments[0],
        "date" => Fault(15) ? Pick(Odd) : Fault(2) ? Pick(Days) : Days[0],
        _ => Text(name),
    };

    private string Text(string name) =>
        Fault(8) ? Pick(Odd) : Words.TryGetValue(name, out var words) ? Pick(words) : name.EndsWith("id", StringComparison.OrdinalIgnoreCase) ? AnId() : $"{Person} {random.Next(100)}";

    // What was made there, or what another path knows by its id.
    private string IdAt(Operation operation) => OneIn(4) ? AnId() : MadeAt(operation.Place);

    private string MadeAt(string place) => _made.TryGetValue(place, out var made) && made.Count > 0 ? Pick(made) : AnId();

    // The newest most often: what was just made can be worked on.
    private string AnId() => _ids.Count == 0 || OneIn(12)
        ? string.Create(CultureInfo.InvariantCulture, $"0196a000-0000-7000-8000-{random.Next():x12}")
        : _ids[Math.Max(random.Next(_ids.Count), random.Next(_ids.Count))];

    private static JsonElement Resolve(JsonElement schema, JsonElement schemas)
    {
        while (schema.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("oneOf", out var several))
            {
                schema = several.EnumerateArray().Last();
            }
            else if (schema.TryGetProperty("$ref", out var name))
            {
                if (!schemas.TryGetProperty(name.GetString()!.Split('/')[^1], out schema))
                {
                    return default;
                }
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private static string? KindOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
        {
            return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out _) ? "object" : null;
        }

        return type.ValueKind == JsonValueKind.String ? type.GetString() : type.EnumerateArray().Select(t => t.GetString()).First(t => t != "null");
    }

    [GeneratedRegex("\"id\": ?\"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\"")]
    private static partial Regex OwnId();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
