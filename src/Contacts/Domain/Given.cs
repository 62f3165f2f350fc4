using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Contacts.Domain;

/// <summary>A field of a partial change: absent leaves what is there, present with null clears it (RFC 7396).</summary>
[JsonConverter(typeof(GivenConverters))]
internal readonly record struct Given<T>
{
    public Given(T? value)
    {
        Value = value;
        IsGiven = true;
    }

    public T? Value { get; }

    public bool IsGiven { get; }

    public static implicit operator Given<T>(T? value) => new(value);
}

internal sealed class GivenConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Given<T>>
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
