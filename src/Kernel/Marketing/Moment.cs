using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Marketing;

/// <summary>When something was said: an instant, or a day of which the hour is not known. In doubt the day is read against the sender.</summary>
[JsonConverter(typeof(MomentJsonConverter))]
public readonly record struct Moment(DateTimeOffset? Instant, DateOnly? Day)
{
    // Beyond these a calendar ends in the midst of a reckoning.
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    public static Moment Of(DateTimeOffset instant) => new(instant, null);

    /// <summary>Within the years that can be reckoned with.</summary>
    public static bool IsInRange(DateTimeOffset at) => at.Year is >= FirstYear and <= LastYear;

    /// <summary>Without an offset the hour of an ISO 8601 instant would be the server's.</summary>
    public static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;

    internal bool InRange => (Day?.Year ?? Instant!.Value.Year) is >= FirstYear and <= LastYear;

    public DateTimeOffset Earliest(Jurisdiction place) => Instant ?? place.At(Day!.Value.ToDateTime(TimeOnly.MinValue));

    public DateTimeOffset Latest(Jurisdiction place) => Instant ?? place.EndOf(Day!.Value);

    public DateOnly DateIn(Jurisdiction place) => Day ?? place.DateOf(Instant!.Value);
}

internal sealed class MomentJsonConverter : JsonConverter<Moment>
{
    public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Within(new Moment(null, day));
        }

        return reader.TryGetDateTimeOffset(out var instant) && Moment.HasOffset(text) ? Within(Moment.Of(instant)) : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options)
    {
        if (value.Day is { } day)
        {
            writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return;
        }

        writer.WriteStringValue(value.Instant!.Value);
    }

    private static Moment Within(Moment moment) => moment.InRange ? moment : throw new JsonException();
}
