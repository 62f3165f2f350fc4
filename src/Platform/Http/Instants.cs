using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gdpr.Kernel.Marketing;

namespace Gdpr.Platform.Http;

/// <summary>Reads instants that are the same on every server: with their offset, or a bare day, which is its first instant in UTC.</summary>
internal sealed class Instants : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        return Moment.HasOffset(text) && reader.TryGetDateTimeOffset(out var instant) ? instant : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
