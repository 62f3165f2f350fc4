using Gdpr.Platform.Modules;
using Gdpr.Platform.Privacy;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Operating;

/// <summary>Whether the keys are there, who may read them, and what lies beside them.</summary>
internal static class KeysCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<Finding> Look(IConfiguration configuration, GdprSettings settings)
    {
        // The host was built: the ring could be read.
        yield return !IdentifierKeys.IsKept(configuration, settings)
            ? Finding.Doubtful("IDENTIFIER_KEY_NEW", "No key is kept yet: the first start makes one, and refuses to where the databases were in use before.")
            : Finding.Good("IDENTIFIER_KEYS_OK", string.IsNullOrWhiteSpace(configuration["Gdpr:Keys:Identifiers"]) ? IdentifierKeys.FileOf(settings) : "from Gdpr:Keys:Identifiers");
        var sealing = Path.Combine(settings.KeysFolder, "dataprotection");
        var used = Directory.Exists(settings.DataFolder) && File.Exists(Path.Combine(settings.DataFolder, "subject-rights.db"));
        if (used && (!Directory.Exists(sealing) || !Directory.EnumerateFiles(sealing, "*.xml").Any()))
        {
            yield return Finding.Doubtful("SEALING_KEYS_MISSING", $"{sealing} holds no key: if requests were taken in before, their case files cannot be opened. Put the folder back.");
        }

        if (!OperatingSystem.IsWindows() && Directory.Exists(settings.KeysFolder) && Open(settings.KeysFolder).FirstOrDefault() is { } open)
        {
            yield return Finding.Doubtful("KEYS_READABLE", $"Others than the owner may read {open}: chmod -R go= {settings.KeysFolder}");
        }

        if (settings.Database == DatabaseKind.Sqlite && settings.KeysBesideData)
        {
            yield return Finding.Doubtful("KEYS_BESIDE_DATA", "Whoever copies the data folder has the keys too: put them elsewhere with Gdpr:Keys:Folder.");
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static IEnumerable<string> Open(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "identity-public.json" && (File.GetUnixFileMode(f) & Others) != 0);
}
