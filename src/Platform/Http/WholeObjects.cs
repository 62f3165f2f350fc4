using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gdpr.Platform.Http;

/// <summary>
/// Reads an object of free shape to its last member at once. The serializer's own reader looks when somebody asks, so a
/// member said twice or half a character would come up in the midst of the work instead of as a malformed body.
/// </summary>
internal sealed class WholeObjects : JsonConverter<JsonObject>
{
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException();
        try
        {
            Open(read);
            return read;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new JsonException("The object holds a member twice, or text that is none.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);

    private static void Open(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Open(member);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Open(element);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
