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

    public static int Run(GdprSettings settings, Folders asked, TimeProvider clock)
    {
        var (to, ledgerTo, keysTo) = (asked.Demand("--to"), asked.Demand("--ledger-to"), asked.Of("--keys-to"));
        Demand(settings.Database == DatabaseKind.Sqlite, KeepingErrors.NotSqlite);
        Demand(Folders.AreApart(to, ledgerTo, keysTo), KeepingErrors.Together);
        string?[] folders = [to, ledgerTo, keysTo];
        Demand(folders.OfType<string>().All(f => !Manifest.Exists(f)), KeepingErrors.TargetUsed);
        var databases = Databases(settings.DataFolder);
        Demand(databases.Count > 0, KeepingErrors.NothingThere);

        var at = clock.GetUtcNow();
        Folders.Make(to);
        Folders.Make(ledgerTo);
        using (var snapshot = Snapshot.Of(settings.DataFolder, databases))
        {
            databases.ForEach(d => snapshot.Copy(d, d == Ledger ? ledgerTo : to));
        }

        Manifest.Write(to, at);
        Manifest.Write(ledgerTo, at);
        SaveKeys(settings, keysTo, at);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BACKED_UP {databases.Count} databases as of {at:u}; the ledger to {ledgerTo}"));
        Warn(settings, to, ledgerTo, keysTo);
        return 0;
    }

    public static List<string> Databases(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.db").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static void SaveKeys(GdprSettings settings, string? to, DateTimeOffset at)
    {
        if (to is null || !Directory.Exists(settings.KeysFolder))
        {
            return;
        }

        Folders.Make(to);
        foreach (var file in Directory.EnumerateFiles(settings.KeysFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(settings.KeysFolder, file));
            Folders.Make(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Manifest.Write(to, at);
    }

    private static void Warn(GdprSettings settings, string to, string ledgerTo, string? keysTo)
    {
        if (keysTo is null)
        {
            Console.WriteLine($"KEYS_NOT_SAVED: without {settings.KeysFolder} nothing that is sealed can be read again and no host starts. Save it once, and after each new key, with --keys-to.");
        }

        if (Folders.LiesIn(settings.KeysFolder, settings.DataFolder))
        {
            Console.WriteLine("KEYS_BESIDE_DATA: the keys lie in the data folder: whoever copies that has both. Put them elsewhere with Gdpr:Keys:Folder.");
        }

        if (new[] { to, ledgerTo, keysTo }.OfType<string>().Any(f => Folders.LiesIn(f, settings.DataFolder)))
        {
            Console.WriteLine("BACKUP_BESIDE_DATA: the backup lies in the data folder: what takes one takes the other.");
        }
    }

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }
}
