using System.Security.Cryptography;
using System.Text.Json;
using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>What a folder of a backup holds, and the digest of each file: a backup that is not whole is not restored.</summary>
internal sealed record Manifest(DateTimeOffset At, string Version, IReadOnlyDictionary<string, string> Sha256)
{
    private const string Name = "backup.json";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    public static void Write(string folder, DateTimeOffset at)
    {
        var files = Files(folder).ToDictionary(f => Path.GetRelativePath(folder, f), DigestOf);
        var version = typeof(Manifest).Assembly.GetName().Version?.ToString() ?? "0";
        File.WriteAllText(Path.Combine(folder, Name), JsonSerializer.Serialize(new Manifest(at, version, files), Options));
    }

    /// <summary>Throws <c>BACKUP_DAMAGED</c> unless every file is there as it was written.</summary>
    public static Manifest Check(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllText(Path.Combine(folder, Name)), Options)!;
            if (manifest.Sha256.All(f => DigestOf(Path.Combine(folder, f.Key)) == f.Value))
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

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != Name);

    private static string DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
