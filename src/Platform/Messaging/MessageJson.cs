using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Platform.Messaging;

/// <summary>How messages are written: camelCase, enums by name.</summary>
public static class MessageJson
{
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Makes the bus write enums as we do.</summary>
    public static JsonSerializerOptions Extend(JsonSerializerOptions options)
    {
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
