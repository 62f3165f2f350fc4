using System.Globalization;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;

namespace Gdpr.Standalone.Keeping;

/// <summary>
/// The verb <c>backup</c>: every database of a Standalone, running or not, as they were at one moment; the erasure ledger
/// and the keys to folders of their own (docs/operations.md).
/// </summary>
internal static class Backup
{
    public const string Ledger = "erasure-ledger.db";

    public static int Run(GdprSettings settings, Options asked, TimeProvider clock)
    {
        var (to, ledgerTo, keysTo) = (asked.Demand("--to"), asked.Demand("--ledger-to"), asked.Of("--keys-to"));
        List<string> folders = [to, ledgerTo, .. keysTo is null ? (string[])[] : [keysTo]];
        KeepingErrors.Demand(Folders.AreApart(folders), KeepingErrors.Together);
        KeepingErrors.Demand(folders.TrueForAll(Folders.IsFree), KeepingErrors.TargetUsed);
        var databases = Databases(settings.DataFolder);
        KeepingErrors.Demand(databases.Count > 0, KeepingErrors.NothingThere);

        var at = clock.GetUtcNow();
        folders.ForEach(Folders.Make);
        using (var snapshot = Snapshot.Of(settings.DataFolder, databases))
        {
            databases.ForEach(d => snapshot.Copy(d, d == Ledger ? ledgerTo : to));
        }

        Manifest.Write(to, Manifest.Rooms, at);
        Manifest.Write(ledgerTo, Manifest.Ledger, at);
        SaveKeys(settings, keysTo, at);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BACKED_UP {databases.Count} databases as of {at:u}; the ledger to {ledgerTo}"));
        Warn(settings, folders, keysTo);
        return 0;
    }

    private static List<string> Databases(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.db").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static void SaveKeys(GdprSettings settings, string? to, DateTimeOffset at)
    {
        if (to is null)
        {
            return;
        }

        KeepingErrors.Demand(Directory.Exists(settings.KeysFolder), KeepingErrors.NoKeys);
        Folders.CopyWhatIsMissing(settings.KeysFolder, to, Folders.Files(settings.KeysFolder));
        Manifest.Write(to, Manifest.Keys, at);
    }

    private static void Warn(GdprSettings settings, List<string> folders, string? keysTo)
    {
        if (keysTo is null)
        {
            Console.WriteLine($"KEYS_NOT_SAVED: without {settings.KeysFolder} nothing that is sealed can be read again and no host starts. Save it once, and after each new key, with --keys-to.");
        }

        if (settings.KeysBesideData)
        {
            Console.WriteLine("KEYS_BESIDE_DATA: the keys lie in the data folder: whoever copies that has both. Put them elsewhere with Gdpr:Keys:Folder.");
        }

        if (folders.Exists(f => GdprSettings.LiesIn(f, settings.DataFolder)))
        {
            Console.WriteLine("BACKUP_BESIDE_DATA: the backup lies in the data folder: what takes one takes the other.");
        }
    }
}
