using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gdpr.Platform.Privacy;

/// <summary>A log line as JSON, for whoever collects the console of a container: its values by name, its trace, no text of an exception.</summary>
internal static class QuietJson
{
    private const string Template = "{OriginalFormat}";

    public static string Line<TState>(in LogEntry<TState> entry, string message, DateTimeOffset at)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at", at);
            json.WriteString("level", entry.LogLevel.ToString().ToLowerInvariant());
            json.WriteString("category", entry.Category);
            json.WriteNumber("event", entry.EventId.Id);
            json.WriteString("message", message);
            WriteValues(json, entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            if (entry.Exception is { } thrown)
            {
                WriteException(json, thrown);
            }

            if (Activity.Current is { } span)
            {
                json.WriteString("traceId", span.TraceId.ToString());
                json.WriteString("spanId", span.SpanId.ToString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject("values");
        foreach (var (name, value) in values.Where(v => v.Key != Template && v.Value is not Exception))
        {
            json.WriteString(name, value?.ToString());
        }

        json.WriteEndObject();
    }

    private static void WriteException(Utf8JsonWriter json, Exception thrown)
    {
        json.WriteStartArray("exception");
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            json.WriteStringValue($"{e.GetType().FullName} {e.StackTrace}".TrimEnd());
        }

        json.WriteEndArray();
    }
}
