using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Kernel;

internal sealed class SubjectIdJsonConverter : JsonConverter<SubjectId>
{
    public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override SubjectId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static SubjectId Parsed(string? text) =>
        SubjectId.TryParse(text, out var id) ? id : throw new JsonException("A subject id is a GUID string.");
}
