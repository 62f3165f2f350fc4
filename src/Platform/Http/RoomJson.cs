using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gdpr.Platform.Http;

/// <summary>How every path reads and writes JSON: camelCase, enums by name, unknown members allowed, depth limited.</summary>
public static class RoomJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MaxDepth = 16;
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    /// <summary>For what strangers send: their lists are looked at too, a member said twice means nothing, and an hour has its offset.</summary>
    internal static JsonSerializerOptions Demanding(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(WholeLists.Demand);
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new WholeObjects());
        options.Converters.Add(new Instants());
        return Configure(options);
    }

    public static HttpContent Content(object body) => JsonContent.Create(body, body.GetType(), options: Options);

    public static Task<T?> ReadAsync<T>(HttpContent content, CancellationToken ct) => content.ReadFromJsonAsync<T>(Options, ct);
}
