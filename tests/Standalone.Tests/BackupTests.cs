using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Operating;
using Gdpr.Standalone.Keeping;
using Gdpr.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Standalone.Tests;

/// <summary>What the verbs refuse; the journeys do the drill with a suite at work.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public BackupTests()
    {
        Ledger(Data, head: 7);
        Room(Data, "contacts.db", applied: 7);
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        File.WriteAllText(Path.Combine(Data, "keys", "identifiers.json"), IdentifierKeyRing.Generate().ToJson());
    }

    private string Data => _folder.Combine("data");

    [Fact]
    public void Databases_ledger_and_keys_lie_apart_and_only_their_owner_enters()
    {
        Back("a");

        Assert.Equal(["backup.json", "contacts.db"], Names(_folder.Combine("a", "rooms")));
        Assert.Equal(["backup.json", "erasure-ledger.db"], Names(_folder.Combine("a", "ledger")));
        Assert.Equal(["backup.json", "identifiers.json"], Names(_folder.Combine("a", "keys")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Combine("a", "keys")));
        }
    }

    [Theory]
    [InlineData("BACKUP_TOGETHER", "--to", "a", "--ledger-to", "a/ledger")]
    [InlineData("BACKUP_TOGETHER", "--to", "a", "--ledger-to", "b", "--keys-to", "b")]
    [InlineData("BACKUP_TARGET_USED", "--to", "data", "--ledger-to", "b")]
    [InlineData("BACKUP_USAGE", "--to", "a")]
    [InlineData("BACKUP_USAGE", "--to", "a", "--ledger-to")]
    public void A_backup_that_would_be_worth_little_is_refused(string code, params string[] words) =>
        Refused(code, () => Backup.Run(Settings(), Read(words), TimeProvider.System));

    [Fact]
    public void Onto_databases_only_with_replace_and_never_under_a_running_host()
    {
        Back("a");
        Refused("RESTORE_WOULD_REPLACE", () => Restore.Run(Settings(), Read("--from", "a/rooms")));
        using (DataFolderLock.Take(Settings(), Suite.Modules[0].Name))
        {
            Refused("DATA_FOLDER_IN_USE", () => Restore.Run(Settings(), Read("--from", "a/rooms", "--replace")));
        }

        Assert.Equal(0, Restore.Run(Settings(), Read("--from", "a/rooms", "--replace")));
    }

    [Fact]
    public void A_ledger_older_than_a_room_is_refused_until_it_is_said_to_be_lost()
    {
        Back("a");
        Ledger(Data, head: 9);
        Room(Data, "contacts.db", applied: 9);
        Back("b");
        Refused("RESTORE_LEDGER_NEWER", () => Restore.Run(Settings(), Read("--from", "b/rooms", "--ledger-from", "a/ledger", "--replace")));
        Directory.Delete(Data, recursive: true);

        Refused("RESTORE_LEDGER_OLDER", () => Restore.Run(Settings(), Read("--from", "b/rooms")));
        var told = Refused("RESTORE_LEDGER_OLDER", () => Restore.Run(Settings(), Read("--from", "b/rooms", "--ledger-from", "a/ledger")));
        Assert.Contains("contacts has applied entry 9", told.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Data, "*.db"));
        Assert.Equal(0, Restore.Run(Settings(), Read("--from", "b/rooms", "--ledger-from", "a/ledger", "--ledger-lost")));
    }

    [Fact]
    public void A_damaged_backup_puts_nothing_in_place()
    {
        Back("a");
        File.AppendAllText(_folder.Combine("a", "rooms", "contacts.db"), "x");
        Refused("BACKUP_DAMAGED", () => Restore.Run(Settings(), Read("--from", "a/rooms", "--replace")));
        Back("b");
        File.Copy(_folder.Combine("b", "rooms", "contacts.db"), _folder.Combine("b", "rooms", "consent.db"));
        Refused("BACKUP_DAMAGED", () => Restore.Run(Settings(), Read("--from", "b/rooms", "--replace")));
        Back("c");
        File.Delete(_folder.Combine("c", "ledger", "erasure-ledger.db"));
        Refused("BACKUP_DAMAGED", () => Restore.Run(Settings(), Read("--from", "c/rooms", "--ledger-from", "c/ledger", "--replace")));
        Refused("BACKUP_OTHER_KIND", () => Restore.Run(Settings(), Read("--from", "c/keys", "--replace")));
        File.Delete(_folder.Combine("c", "rooms", "backup.json"));
        Refused("BACKUP_DAMAGED", () => Restore.Run(Settings(), Read("--from", "c/rooms", "--replace")));

        Assert.Equal(7, Snapshot.Number(Path.Combine(Data, "contacts.db"), "SELECT LedgerSequence FROM RoomMark"));
    }

    [Fact]
    public void Other_keys_than_those_of_the_backup_are_not_taken_for_them()
    {
        Back("a");
        var here = Path.Combine(Data, "keys", "identifiers.json");
        var saved = IdentifierKeyRing.Parse(File.ReadAllText(here));
        File.WriteAllText(here, IdentifierKeyRing.Generate().ToJson());
        Refused("RESTORE_KEYS_DIFFER", () => Restore.Run(Settings(), Read("--from", "a/rooms", "--keys-from", "a/keys", "--replace")));

        var rotated = saved.Rotate().ToJson();
        File.WriteAllText(here, rotated);
        Assert.Equal(0, Restore.Run(Settings(), Read("--from", "a/rooms", "--keys-from", "a/keys", "--replace")));
        Assert.Equal(rotated, File.ReadAllText(here));
    }

    [Fact]
    public void After_a_restore_that_was_cut_off_nothing_starts_until_it_is_done()
    {
        Back("a");
        using (var cut = DataFolderLock.Take(Settings(), Suite.Modules[0].Name))
        {
            cut.BeginRestore();
        }

        Refused("RESTORE_UNFINISHED", Start);
        Assert.Equal(0, Restore.Run(Settings(), Read("--from", "a/rooms", "--replace")));
        Assert.Equal(0, Start());
    }

    public void Dispose() => _folder.Dispose();

    private int Start()
    {
        using var mine = DataFolderLock.Take(Settings(), Suite.Modules[0].Name);
        mine.DemandWhole();
        return 0;
    }

    private void Back(string name) => Assert.Equal(
        0, Backup.Run(Settings(), Read("--to", $"{name}/rooms", "--ledger-to", $"{name}/ledger", "--keys-to", $"{name}/keys"), TimeProvider.System));

    private GdprSettings Settings() =>
        GdprSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Gdpr:DataFolder", Data)]).Build(), standalone: true);

    private Options Read(params string[] words) => Options.Read([.. words.Select(w => w.StartsWith('-') ? w : _folder.Combine(w))]);

    private static RuleError Refused(string code, Func<int> verb)
    {
        var error = Assert.Throws<RuleViolation>(() => _ = verb()).Error;
        Assert.Equal(code, error.Code);
        return error;
    }

    private static void Ledger(string folder, int head) => Write(
        folder, "erasure-ledger.db", $"CREATE TABLE LedgerEntries (Sequence INTEGER); INSERT INTO LedgerEntries VALUES ({head}); CREATE TABLE RoomMark (LedgerSequence INTEGER)");

    private static void Room(string folder, string database, int applied) =>
        Write(folder, database, $"CREATE TABLE RoomMark (LedgerSequence INTEGER); INSERT INTO RoomMark VALUES ({applied})");

    private static void Write(string folder, string database, string sql)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, database));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static IEnumerable<string> Names(string folder) => Folders.Files(folder).Order(StringComparer.Ordinal);
}
