using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gdpr.Kernel.Identifiers;

/// <summary>The secret keys of identifier hashes: one current, the older ones kept for matching; printing it reveals none.</summary>
public sealed record IdentifierKeyRing
{
    private const int KeyBytes = 32;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IdentifierKeyRing(string currentKeyId, IReadOnlyDictionary<string, byte[]> keys)
    {
        if (!keys.ContainsKey(currentKeyId))
        {
            throw new FormatException("The current identifier key is not in the key ring.");
        }

        if (keys.Any(k => k.Key.Length == 0 || k.Key.Contains(':') || k.Value.Length != KeyBytes))
        {
            throw new FormatException("An identifier key has an id without colon and 32 bytes.");
        }

        CurrentKeyId = currentKeyId;
        Keys = keys.ToFrozenDictionary(k => k.Key, k => k.Value.ToArray(), StringComparer.Ordinal);
    }

    public string CurrentKeyId { get; }

    public IReadOnlyDictionary<string, byte[]> Keys { get; }

    public static IdentifierKeyRing Generate()
    {
        var id = NewKeyId();
        return new IdentifierKeyRing(id, new Dictionary<string, byte[]> { [id] = RandomNumberGenerator.GetBytes(KeyBytes) });
    }

    /// <summary>Reads a key file: <c>{"currentKeyId": "...", "keys": {"id": "base64"}}</c>.</summary>
    public static IdentifierKeyRing Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyFile>(json, Json) is { CurrentKeyId: { } current, Keys: { } keys }
                ? new IdentifierKeyRing(current, keys.ToDictionary(k => k.Key, k => Convert.FromBase64String(k.Value)))
                : throw new FormatException("The identifier key file names no current key or no keys.");
        }
        catch (JsonException)
        {
            // Without the inner exception: it may quote a piece of the file, which is all secret.
            throw new FormatException("The identifier key file is not valid JSON.");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(
        new KeyFile(CurrentKeyId, Keys.ToDictionary(k => k.Key, k => Convert.ToBase64String(k.Value))), Json);

    /// <summary>A ring in which a fresh key makes the new hashes and all the old ones still match.</summary>
    public IdentifierKeyRing Rotate()
    {
        var id = NewKeyId();
        return new IdentifierKeyRing(id, new Dictionary<string, byte[]>(Keys) { [id] = RandomNumberGenerator.GetBytes(KeyBytes) });
    }

    public override string ToString() => $"{nameof(IdentifierKeyRing)} {CurrentKeyId} ({Keys.Count})";

    private static string NewKeyId() => $"k{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    private sealed record KeyFile(string? CurrentKeyId, Dictionary<string, string>? Keys);
}
