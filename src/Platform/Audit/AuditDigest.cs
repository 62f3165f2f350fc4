using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Platform.Data;

namespace Gdpr.Platform.Audit;

/// <summary>The sum that chains audit entries: any change of one changes the digest of every later one.</summary>
internal static class AuditDigest
{
    public static readonly string Genesis = new('0', 64);

    /// <summary>The digest of an entry in its place; its fields are written as one JSON array, so that none can run into the next.</summary>
    public static string Of(string previous, long sequence, AuditEntry entry)
    {
        var bytes = new ArrayBufferWriter<byte>(320);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteStringValue(previous);
            json.WriteNumberValue(sequence);
            json.WriteStringValue(entry.Id);
            json.WriteNumberValue(entry.At.UtcTicks);
            json.WriteStringValue(entry.Actor);
            json.WriteStringValue(entry.Code);
            json.WriteStringValue(entry.SubjectId?.Value.ToString("D"));
            json.WriteStringValue(entry.Reference?.ToString("D"));
            json.WriteStringValue(entry.Digest);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }
}
