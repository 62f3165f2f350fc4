using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Privacy;

/// <summary>
/// Finds the key ring of the one HMAC. Standalone makes it on its first start; with hashes stored and the key gone no
/// host may start, or every refusal and erasure would silently stop matching.
/// </summary>
public static class IdentifierKeys
{
    public static readonly RuleError Missing = new(
        "IDENTIFIER_KEY_MISSING",
        "Keyed hashes exist but their key does not: restore keys/identifiers.json, or set Gdpr:Keys:Identifiers.",
        500);

    public static string FileOf(GdprSettings settings) => Path.Combine(settings.KeysFolder, "identifiers.json");

    public static IdentifierKeyRing Load(IConfiguration configuration, GdprSettings settings)
    {
        var configured = configuration["Gdpr:Keys:Identifiers"];
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return IdentifierKeyRing.Parse(configured.TrimStart().StartsWith('{') ? configured : File.ReadAllText(configured));
        }

        var file = FileOf(settings);
        if (File.Exists(file))
        {
            return IdentifierKeyRing.Parse(File.ReadAllText(file));
        }

        var databases = Directory.Exists(settings.DataFolder) && Directory.EnumerateFiles(settings.DataFolder, "*.db").Any();
        if (!settings.Standalone || databases)
        {
            throw new RuleViolation(Missing);
        }

        return Make(file);
    }

    private static IdentifierKeyRing Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var ring = IdentifierKeyRing.Generate();
        var temporary = file + ".new";
        File.WriteAllText(temporary, ring.ToJson());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(temporary, file, overwrite: false);
        return ring;
    }
}
