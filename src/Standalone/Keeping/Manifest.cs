using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>What a folder of a backup holds, and the digest of each file: a backup that is not whole is not restored.</summary>
internal sealed record Manifest(string Kind, DateTimeOffset At, IReadOnlyDictionary<string, string> Sha256)
{
    public const string Rooms = "rooms";
    public const string Ledger = "erasure-ledger";
    public const string Keys = "keys";

    private const string Name = "backup.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Written last: a folder without it is a backup that was cut off.</summary>
    public static void Write(string folder, string kind, DateTimeOffset at)
    {
        var files = Folders.Files(folder).Order(StringComparer.Ordinal).ToDictionary(f => f, f => DigestOf(Path.Combine(folder, f)));
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(new Manifest(kind, at, files), Json));
    }

    /// <summary>Throws unless every file is there as it was written, and none beside.</summary>
    public static Manifest Check(string folder, string kind)
    {
        var manifest = Read(folder);
        KeepingErrors.Demand(manifest.Kind == kind, KeepingErrors.OtherKind);
        KeepingErrors.Demand(
            manifest.Sha256.Keys.Append(Name).Order(StringComparer.Ordinal).SequenceEqual(Folders.Files(folder).Order(StringComparer.Ordinal))
                && manifest.Sha256.All(f => DigestOf(Path.Combine(folder, f.Key)) == f.Value),
            KeepingErrors.Damaged);
        return manifest;
    }

    private static Manifest Read(string folder)
    {
        try
        {
            if (JsonSerializer.Deserialize<Manifest>(File.ReadAllText(Path.Combine(folder, Name)), Json) is { Kind: not null, Sha256: not null } manifest)
            {
                return manifest;
            }
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // Said below.
        }

        throw new RuleViolation(KeepingErrors.Damaged);
    }

    private static string DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
