using System.Globalization;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Operating;

namespace Gdpr.Standalone.Keeping;

/// <summary>
/// The verb <c>restore</c>: puts a backup's databases in the place of those that are there. The ledger stays as it is
/// unless its own backup is named: at the next start it corrects whom the backup has brought back.
/// </summary>
internal static class Restore
{
    private const string Identifiers = "identifiers.json";

    public static int Run(GdprSettings settings, Options asked)
    {
        var (from, ledgerFrom, keysFrom) = (asked.Demand("--from"), asked.Of("--ledger-from"), asked.Of("--keys-from"));
        using var mine = DataFolderLock.Take(settings, Suite.Modules[0].Name);
        var rooms = Manifest.Check(from, Manifest.Rooms);
        var ledger = ledgerFrom is null ? null : Manifest.Check(ledgerFrom, Manifest.Ledger);
        var keys = keysFrom is null ? null : Manifest.Check(keysFrom, Manifest.Keys);
        DemandEmpty(settings, asked);
        DemandLedger(settings, rooms, from, ledgerFrom, asked.Flags.Contains("--ledger-lost"));
        DemandSameKeys(settings, keysFrom);

        mine.BeginRestore();
        Replace(from, settings.DataFolder, rooms.Sha256.Keys);
        Replace(ledgerFrom, settings.DataFolder, ledger?.Sha256.Keys ?? []);
        Folders.CopyWhatIsMissing(keysFrom ?? string.Empty, settings.KeysFolder, keys?.Sha256.Keys ?? []);
        mine.EndRestore();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"RESTORED as of {rooms.At:u}. Start the host: each room catches up with the erasure ledger before it serves. Then run verify-audit."));
        return 0;
    }

    private static void DemandEmpty(GdprSettings settings, Options asked)
    {
        var present = Directory.EnumerateFiles(settings.DataFolder, "*.db").Select(f => Path.GetFileName(f));
        KeepingErrors.Demand(asked.Flags.Contains("--replace") || present.All(f => f == Backup.Ledger), KeepingErrors.WouldReplace);
    }

    // As the room itself compares at its start; said here before anything is given up.
    private static void DemandLedger(GdprSettings settings, Manifest rooms, string from, string? ledgerFrom, bool lost)
    {
        var (present, named) = (HeadOf(settings.DataFolder), HeadOf(ledgerFrom));
        KeepingErrors.Demand(ledgerFrom is null || named >= present, KeepingErrors.LedgerNewer);
        var head = Math.Max(present, named);
        foreach (var database in rooms.Sha256.Keys)
        {
            var applied = Snapshot.Number(Path.Combine(from, database), "SELECT COALESCE(MAX(LedgerSequence), 0) FROM RoomMark");
            KeepingErrors.Demand(lost || applied <= head, KeepingErrors.LedgerOlder(Path.GetFileNameWithoutExtension(database), applied, head));
        }
    }

    private static long HeadOf(string? folder) => folder is not null && Path.Combine(folder, Backup.Ledger) is var file && File.Exists(file)
        ? Snapshot.Number(file, "SELECT COALESCE(MAX(Sequence), 0) FROM LedgerEntries")
        : 0;

    // What is here is never overwritten: it may have sealed what is younger than the backup. So it must hold what the backup holds.
    private static void DemandSameKeys(GdprSettings settings, string? keysFrom)
    {
        var here = Path.Combine(settings.KeysFolder, Identifiers);
        if (keysFrom is null || !File.Exists(here) || !File.Exists(Path.Combine(keysFrom, Identifiers)))
        {
            return;
        }

        var (present, saved) = (IdentifierKeyRing.Parse(File.ReadAllText(here)), IdentifierKeyRing.Parse(File.ReadAllText(Path.Combine(keysFrom, Identifiers))));
        KeepingErrors.Demand(saved.Keys.All(k => present.Keys.TryGetValue(k.Key, out var same) && same.SequenceEqual(k.Value)), KeepingErrors.KeysDiffer);
    }

    // All of them whole beside the old ones first: what can run out of space does so before anything is given up.
    private static void Replace(string? from, string to, IEnumerable<string> databases)
    {
        var files = databases.Select(d => (Saved: Path.Combine(from!, d), File: Path.Combine(to, d), Fresh: Path.Combine(to, d + ".restoring"))).ToList();
        files.ForEach(f => File.Copy(f.Saved, f.Fresh, overwrite: true));
        foreach (var (_, file, fresh) in files)
        {
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            File.Move(fresh, file, overwrite: true);
        }
    }
}
