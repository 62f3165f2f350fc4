using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>The operator's drills of docs/operations.md, by the verbs themselves.</summary>
public sealed partial class When_a_running_suite_is_backed_up
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Gdpr__SubjectRights__AutoApprove"] = "true" };

    [Fact]
    public async Task A_backup_under_load_is_one_moment_and_a_restore_brings_nobody_back()
    {
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        using var kept = new TempFolder();
        var (to, ledger) = (kept.Combine("data"), kept.Combine("ledger"));
        var host = suite.Processes.Values.Single();
        var people = new ConcurrentBag<Guid>();
        using (var me = await Integrator.SignInAsync(suite))
        {
            await me.RegisterAsync("before@example.test");
            using var enough = new CancellationTokenSource();
            var load = LoadAsync(me, people, enough.Token);
            await Eventually.Async(() => Task.FromResult(people.Count > 20), TimeSpan.FromSeconds(60), "the suite is at work");
            var backup = await Backups.VerbAsync(suite, "backup", "--to", to, "--ledger-to", ledger);
            await enough.CancelAsync();
            await load;
            Assert.True(backup.Code == 0, backup.Output);
            Assert.Contains("BACKED_UP", backup.Output, StringComparison.Ordinal);
            Assert.Contains("KEYS_BESIDE_DATA", backup.Output, StringComparison.Ordinal);
            Assert.Contains("KEYS_NOT_SAVED", backup.Output, StringComparison.Ordinal);
            await EraseAsync(me, "before@example.test");
        }

        Assert.False(File.Exists(Path.Combine(to, "erasure-ledger.db")));
        Assert.Empty(Directory.EnumerateFiles(to, "identifiers.json", SearchOption.AllDirectories));
        await RefusedAsync(suite, "DATA_FOLDER_IN_USE", "restore", "--from", to, "--replace");
        await host.TerminateAsync();
        await RefusedAsync(suite, "RESTORE_WOULD_REPLACE", "restore", "--from", to);
        await RefusedAsync(suite, "RESTORE_LEDGER_NEWER", "restore", "--from", to, "--ledger-from", ledger, "--replace");
        await RefusedAsync(suite, "BACKUP_TOGETHER", "backup", "--to", kept.Combine("new"), "--ledger-to", kept.Combine("new", "ledger"));
        var restored = await Backups.VerbAsync(suite, "restore", "--from", to, "--replace");
        Assert.True(restored.Code == 0, restored.Output);

        // Who was there is there in every room: Consent heard of each person whom Contacts had, or hears it now.
        var before = Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM Contacts");
        Assert.InRange(before, 2, people.Count + 1);
        await host.RestartAsync();
        using var again = await Integrator.SignInAsync(suite);
        Assert.Empty(await again.FindAsync("before@example.test"));
        await Eventually.Async(
            () => Task.FromResult(Backups.Count(suite, "consent.db", "SELECT COUNT(*) FROM KnownSubjects") == before - 1), TimeSpan.FromSeconds(60), "Consent knows the same people");
    }

    [Fact]
    public async Task With_keys_or_ledger_lost_the_host_says_so_and_the_drill_ends_well()
    {
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        using var kept = new TempFolder();
        var host = suite.Processes.Values.Single();
        using (var me = await Integrator.SignInAsync(suite))
        {
            await me.RegisterAsync("gone@example.test");
            await EraseAsync(me, "gone@example.test");
        }

        string[] where = ["--to", kept.Combine("data"), "--ledger-to", kept.Combine("ledger"), "--keys-to", kept.Combine("keys")];
        Assert.Equal(0, (await Backups.VerbAsync(suite, ["backup", .. where])).Code);
        await host.TerminateAsync();
        Directory.Delete(suite.DataFolder, recursive: true);
        Directory.CreateDirectory(suite.DataFolder);
        var bare = await Backups.VerbAsync(suite, "restore", "--from", kept.Combine("data"));
        Assert.Contains("LEDGER_MISSING", bare.Output, StringComparison.Ordinal);
        await StartRefusedAsync(host, "IDENTIFIER_KEY_MISSING");
        Assert.Equal(0, (await Backups.VerbAsync(suite, "restore", "--from", kept.Combine("data"), "--keys-from", kept.Combine("keys"), "--replace")).Code);

        // A ledger that was lost is an empty one: older than every room.
        await StartRefusedAsync(host, "LEDGER_OLDER_THAN_ROOM");
        var all = await Backups.VerbAsync(suite, "restore", "--from", kept.Combine("data"), "--ledger-from", kept.Combine("ledger"), "--replace");
        Assert.True(all.Code == 0, all.Output);
        await host.RestartAsync();
        await File.AppendAllTextAsync(kept.Combine("data", "contacts.db"), "x");
        await host.TerminateAsync();
        await RefusedAsync(suite, "BACKUP_DAMAGED", "restore", "--from", kept.Combine("data"), "--replace");
    }

    [Fact]
    public async Task The_doctor_says_what_to_mend_and_an_operator_lets_the_administrator_in_again()
    {
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        var well = await Backups.VerbAsync(suite, "doctor");
        Assert.True(well.Code == 0, well.Output);
        Assert.Contains("DOCTOR_OK", well.Output, StringComparison.Ordinal);
        Assert.Contains("KEYS_BESIDE_DATA", well.Output, StringComparison.Ordinal);
        Assert.Contains("KEYS_OK current", (await Backups.VerbAsync(suite, "keys", "verify")).Output, StringComparison.Ordinal);

        var ill = await Backups.VerbAsync(suite, "doctor", "--Mail:Smtp=smtp://127.0.0.1:9", "--Gdpr:Bus=rabbitmq", "--ConnectionStrings:messaging=amqp://127.0.0.1:9", "--Gdpr:Controller:TimeZone=Mars/Olympus");
        Assert.Equal(1, ill.Code);
        Assert.All(["MAIL_OUT_OF_REACH", "BROKER_OUT_OF_REACH", "TIME_ZONE_UNKNOWN", "DOCTOR_FAILED 3"], code => Assert.Contains(code, ill.Output, StringComparison.Ordinal));

        var reset = await Backups.VerbAsync(suite, "identity", "reset-admin", "admin@example.test");
        Assert.True(reset.Code == 0, reset.Output);
        Assert.Matches(OneTime(), reset.Output);
        Assert.Equal(1, Backups.Count(suite, "identity.db", "SELECT COUNT(*) FROM AuditEntries WHERE Code = 'staff.administrator-reset'"));
        Assert.Equal(1, (await Backups.VerbAsync(suite, "identity", "reset-admin", "nobody@example.test")).Code);
        Assert.Equal(2, (await Backups.VerbAsync(suite, "identity", "dance")).Code);
    }

    private static async Task LoadAsync(Integrator me, ConcurrentBag<Guid> people, CancellationToken ct)
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            people.Add(await me.RegisterAsync($"load{i}@example.test"));
        }
    }

    private static async Task EraseAsync(Integrator me, string email)
    {
        var id = await me.AskAsync("erasure", new { email });
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.StepAsync(id, "AwaitingReview", "approval", new { reason = "preview read" });
        Assert.Equal("Completed", (await me.EndAsync(id))["status"]!.GetValue<string>());
    }

    private static async Task RefusedAsync(StandaloneSuite suite, string code, params string[] verb)
    {
        var answer = await Backups.VerbAsync(suite, verb);
        Assert.Equal(1, answer.Code);
        Assert.Contains(code, answer.Output, StringComparison.Ordinal);
    }

    private static async Task StartRefusedAsync(ChildHost host, string code)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RestartAsync());
        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("one-time password, shown only now: [A-Za-z2-9]{20}")]
    private static partial Regex OneTime();
}
