using System.Globalization;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Operating;

namespace Gdpr.Standalone.Keeping;

/// <summary>
/// The verb <c>restore</c>: puts a backup's databases in the place of those that are there. The ledger stays as it is
/// unless its own backup is named: at the next start it corrects whom the backup has brought back.
/// </summary>
internal static class Restore
{
    public static int Run(GdprSettings settings, Folders asked)
    {
        Demand(settings.Database == DatabaseKind.Sqlite, KeepingErrors.NotSqlite);
        var from = asked.Demand("--from");
        var (ledgerFrom, keysFrom) = (asked.Of("--ledger-from"), asked.Of("--keys-from"));
        using var mine = DataFolderLock.Take(settings);
        var manifest = Manifest.Check(from);
        string?[] apart = [ledgerFrom, keysFrom];
        foreach (var folder in apart.OfType<string>())
        {
            Manifest.Check(folder);
        }

        var present = Backup.Databases(settings.DataFolder);
        Demand(present.TrueForAll(d => d == Backup.Ledger) || asked.Flags.Contains("--replace"), KeepingErrors.WouldReplace);
        Demand(ledgerFrom is null || !present.Contains(Backup.Ledger) || Head(ledgerFrom) >= Head(settings.DataFolder), KeepingErrors.LedgerNewer);

        Replace(from, settings.DataFolder, Backup.Databases(from));
        if (ledgerFrom is not null)
        {
            Replace(ledgerFrom, settings.DataFolder, [Backup.Ledger]);
        }

        if (keysFrom is not null)
        {
            RestoreKeys(keysFrom, settings.KeysFolder);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"RESTORED as of {manifest.At:u}. Start the host: each room catches up with the erasure ledger before it serves. Then run verify-audit."));
        if (!File.Exists(Path.Combine(settings.DataFolder, Backup.Ledger)))
        {
            Console.WriteLine("LEDGER_MISSING: there is no erasure ledger. Restore its newest backup with --ledger-from; only if there is none, break the glass (docs/operations.md).");
        }

        return 0;
    }

    // First whole beside, then in place: a restore that is cut off leaves the old file or the new one.
    private static void Replace(string from, string to, IEnumerable<string> databases)
    {
        foreach (var database in databases)
        {
            var (file, fresh) = (Path.Combine(to, database), Path.Combine(to, database + ".restoring"));
            File.Copy(Path.Combine(from, database), fresh, overwrite: true);
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            File.Move(fresh, file, overwrite: true);
        }
    }

    private static void RestoreKeys(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "backup.json"))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Folders.Make(Path.GetDirectoryName(copy)!);

            // A key that is there may have sealed what is younger than the backup.
            if (!File.Exists(copy))
            {
                File.Copy(file, copy);
            }
        }
    }

    private static long Head(string folder) =>
        long.Parse(Snapshot.Ask(Path.Combine(folder, Backup.Ledger), "SELECT COALESCE(MAX(Sequence), 0) FROM LedgerEntries")!, CultureInfo.InvariantCulture);

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }
}
