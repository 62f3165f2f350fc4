using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>The drill of docs/operations.md, with real files: an old backup must bring nobody back and undo no refusal.</summary>
public sealed partial class When_databases_are_restored
{
    private const int Each = 100;
    private const int Invoiced = 5;
    private const int Restricted = 10;
    private static readonly Dictionary<string, string?> Settings = new() { ["Gdpr__SubjectRights__AutoApprove"] = "true" };

    [Fact]
    public async Task Nobody_comes_back_and_every_refusal_still_holds()
    {
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        using var backup = new TempFolder();
        var host = suite.Processes.Values.Single();
        var people = await SettleAsync(suite);
        var moving = await BackUpUnderLoadAsync(suite, backup);
        using var early = await Integrator.SignInAsync(suite);
        var certificate = await LeaveAsync(suite, people);
        await host.TerminateAsync();
        await ProveAsync(suite, certificate);

        var restored = await Backups.VerbAsync(suite, "restore", "--from", backup.Combine("rooms"), "--replace");
        Assert.True(restored.Code == 0, restored.Output);
        var known = Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM Contacts");
        Assert.InRange(known, (Each * 3) + Restricted, long.MaxValue);
        Assert.Equal(0, Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM SubjectRestrictions"));
        Assert.Equal(0, Backups.Count(suite, "consent.db", "SELECT COUNT(*) FROM Suppressions"));
        var open = Backups.Read(suite, "subject-rights.db", string.Format(System.Globalization.CultureInfo.InvariantCulture, Movement.UnderWay, string.Empty));
        using var ended = new CancellationTokenSource();
        var seen = SeenAsync(early, people.Erased[0], ended.Token);
        await host.RestartAsync();
        await ended.CancelAsync();

        // Ready only after the replay: nobody who was erased was served, not even in the first moment.
        Assert.NotEmpty(await seen);
        Assert.DoesNotContain(200, await seen);
        Assert.Contains("contacts has caught up with the erasure ledger at", host.Output, StringComparison.Ordinal);
        await StillGoneAsync(suite, people);
        await moving.AllEndAsync(suite, open);
        await OneMomentAsync(suite);
        await host.TerminateAsync();
        Assert.Contains(await ChainAsync(suite), p => p.StartsWith("consent:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_keys_or_ledger_lost_nothing_starts_until_they_are_back_or_a_named_person_accepts()
    {
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        using var backup = new TempFolder();
        var host = suite.Processes.Values.Single();
        using (var me = await Integrator.SignInAsync(suite))
        {
            await me.RegisterAsync("gone@example.test");
            await EraseAsync(me, "gone@example.test");
        }

        Assert.Equal(0, (await Backups.VerbAsync(
            suite, "backup", "--to", backup.Combine("rooms"), "--ledger-to", backup.Combine("ledger"), "--keys-to", backup.Combine("keys"))).Code);
        await host.TerminateAsync();
        Directory.Delete(Path.Combine(suite.DataFolder, "keys"), recursive: true);
        Array.ForEach(Directory.GetFiles(suite.DataFolder, "*.db*"), File.Delete);
        string[] rooms = ["restore", "--from", backup.Combine("rooms"), "--replace"];
        var refused = await Backups.VerbAsync(suite, rooms);
        Assert.Equal(1, refused.Code);
        Assert.Contains("RESTORE_LEDGER_OLDER", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Backups.VerbAsync(suite, [.. rooms, "--ledger-lost"])).Code);
        await StartRefusedAsync(host, "IDENTIFIER_KEY_MISSING");
        Assert.False(File.Exists(Path.Combine(suite.DataFolder, "keys", "identifiers.json")));

        Assert.Equal(0, (await Backups.VerbAsync(suite, [.. rooms, "--keys-from", backup.Combine("keys"), "--ledger-lost"])).Code);
        await StartRefusedAsync(host, "LEDGER_OLDER_THAN_ROOM");
        await using (var accepted = await suite.StartAnotherAsync(new Dictionary<string, string?> { ["Gdpr__Ledger__AcceptedBy"] = "dpo-1" }))
        {
            await accepted.TerminateAsync();
        }

        Assert.Equal(1, Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM AuditEntries WHERE Code = 'ledger.older-accepted' AND Actor = 'dpo-1'"));
        Assert.Equal(1, Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM RoomMark WHERE SendsOffSince IS NOT NULL"));

        // What was sealed after the backup's moment is lost with it, and said so.
        await ChainAsync(suite);
        await host.RestartAsync();
    }

    [Fact]
    public async Task Ten_thousand_erasures_are_replayed_in_minutes()
    {
        var many = Require.IsSoak ? 10_000 : 100;
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        var host = suite.Processes.Values.Single();
        using (var me = await Integrator.SignInAsync(suite))
        {
            var rows = Enumerable.Range(1, many).Select(i => FormattableString.Invariant($"{i};Name{i};replay{i}@example.test"));
            var import = await me.ImportAsync(System.Text.Encoding.UTF8.GetBytes("id;name;mail\n" + string.Join('\n', rows)), LargeFile.Mapping);
            Assert.Equal(many, People.Count(import, "created"));
            await Eventually.Async(() => Task.FromResult(Backups.Count(suite, "consent.db", "SELECT COUNT(*) FROM KnownSubjects") == many), TimeSpan.FromMinutes(2), "Consent knows them");
        }

        await host.TerminateAsync();
        Erased(suite);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await host.RestartAsync();

        Notes.Write($"{many} erasures replayed by every room, and ready, in {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Equal(0, Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM Contacts"));
        Assert.Equal(0, Backups.Count(suite, "consent.db", "SELECT COUNT(*) FROM SubjectHashes"));
        Assert.Equal(many, Backups.Count(suite, "sales.db", "SELECT COUNT(*) FROM Tombstones"));
    }

    private static async Task<Settled> SettleAsync(StandaloneSuite suite)
    {
        using var me = await Integrator.SignInAsync(suite);
        var notice = await me.OfferNewsletterAsync();
        var people = new Settled(
            await Crowd.RegisterAsync(me, "erased", Each), await Crowd.RegisterAsync(me, "withdrew", Each), await Crowd.RegisterAsync(me, "objected", Each),
            await Crowd.RegisterAsync(me, "restricted", Restricted), notice);
        await Crowd.EachAsync([.. people.Withdrew, .. people.Objected], p => me.SayAsync(p, "given", notice));
        await Crowd.EachAsync(Enumerable.Range(0, Invoiced), i => me.DoAsync("api/sales/invoices", new
        {
            number = $"F-{i}", issuedOn = "2025-01-15", customer = new { email = $"erased{i}@example.test" }, contact = new { email = $"erased{i}@example.test" },
            lines = new[] { new { description = "Boat", quantity = 1, unitPrice = 100, vatRate = 20 } },
        }));
        return people;
    }

    // As the operator does it: while people ask, and with the keys where the default has them.
    private static async Task<Movement> BackUpUnderLoadAsync(StandaloneSuite suite, TempFolder backup)
    {
        var moving = new Movement();
        using var me = await Integrator.SignInAsync(suite);
        using var enough = new CancellationTokenSource();
        var load = moving.GoOnAsync(me, enough.Token);
        await Eventually.Async(() => Task.FromResult(moving.Ended > 3), TimeSpan.FromSeconds(60), "requests come and end");
        var verb = await Backups.VerbAsync(suite, "backup", "--to", backup.Combine("rooms"), "--ledger-to", backup.Combine("ledger"));
        await enough.CancelAsync();
        await load;
        Assert.True(verb.Code == 0, verb.Output);
        Assert.All(["BACKED_UP", "KEYS_BESIDE_DATA", "KEYS_NOT_SAVED"], code => Assert.Contains(code, verb.Output, StringComparison.Ordinal));
        return moving;
    }

    // What Contacts told the others lay in its outbox, or had been heard: no message fell between two files.
    private static Task OneMomentAsync(StandaloneSuite suite) => Eventually.Async(
        () => Task.FromResult(
            Backups.Count(suite, "contacts.db", "SELECT COUNT(*) FROM Contacts") == Backups.Count(suite, "consent.db", "SELECT COUNT(*) FROM KnownSubjects")),
        TimeSpan.FromSeconds(60),
        "Consent knows whom Contacts knows");

    private static async Task StartRefusedAsync(ChildHost host, string code)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.RestartAsync());
        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, host.ExitCode);
    }

    private static async Task<byte[]> LeaveAsync(StandaloneSuite suite, Settled people)
    {
        var before = Backups.Count(suite, Backups.Ledger, "SELECT COUNT(*) FROM LedgerEntries");
        using var me = await Integrator.SignInAsync(suite);
        var erased = await Crowd.EachAsync(Enumerable.Range(0, Each), i => EraseAsync(me, $"erased{i}@example.test"));
        await Crowd.EachAsync(people.Withdrew, p => me.SayAsync(p, "withdrawn"));
        await me.SayAsync(people.CameBack, "given", people.Notice);
        await Crowd.EachAsync(people.Objected, me.ObjectAsync);
        await Crowd.EachAsync(Enumerable.Range(0, Restricted), i => RestrictAsync(me, $"restricted{i}@example.test"));
        await me.DoAsync("api/consent/suppressions", new { identifier = new { kind = "email", value = "stranger@example.test" }, scope = "all", reason = "objection" });
        await Eventually.Async(
            () => Task.FromResult(Backups.Count(suite, Backups.Ledger, "SELECT COUNT(*) FROM LedgerEntries") - before == (Each * 3) + Restricted + 2),
            TimeSpan.FromSeconds(60),
            "everything is in the ledger");
        return await me.Http.GetByteArrayAsync($"api/subject-rights/requests/{erased.First()}/certificate");
    }

    private static async Task<Guid> EraseAsync(Integrator me, string email)
    {
        var id = await me.AskAsync("erasure", new { email });
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        var state = await me.UntilAsync(id, TimeSpan.FromSeconds(120), "AwaitingReview", "Completed");
        if (state["status"]!.GetValue<string>() == "AwaitingReview")
        {
            await me.StepAsync(id, "AwaitingReview", "approval", new { reason = "preview read" });
        }

        await me.UntilAsync(id, TimeSpan.FromSeconds(120), "Completed");
        return id;
    }

    private static async Task<Guid> RestrictAsync(Integrator me, string email)
    {
        var answer = await me.DoAsync("api/subject-rights/requests", new
        {
            right = "restriction", subject = new { email }, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR", details = new { ground = "claims" },
        });
        var id = answer["id"]!.GetValue<Guid>();
        await me.ConfirmAndApproveAsync(id);
        await me.UntilAsync(id, TimeSpan.FromSeconds(120), "Completed");
        return id;
    }

    private static async Task ProveAsync(StandaloneSuite suite, byte[] certificate)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.Combine("certificate.json"), certificate);
        var text = System.Text.Encoding.UTF8.GetString(certificate);
        await File.WriteAllTextAsync(folder.Combine("changed.json"), text.Replace("\"complete\": true", "\"complete\": false", StringComparison.Ordinal));

        var real = await Backups.VerbAsync(suite, "verify-audit", "--certificate", folder.Combine("certificate.json"));
        var changed = await Backups.VerbAsync(suite, "verify-audit", "--certificate", folder.Combine("changed.json"));

        Assert.True(real.Code == 0, real.Output);
        Assert.Contains("CERTIFICATE_OK", real.Output, StringComparison.Ordinal);
        Assert.Equal(1, changed.Code);
        Assert.Contains("CERTIFICATE_CHANGED", changed.Output, StringComparison.Ordinal);
    }

    private static async Task StillGoneAsync(StandaloneSuite suite, Settled people)
    {
        using var me = await Integrator.SignInAsync(suite);
        for (var i = 0; i < Each; i++)
        {
            Assert.Empty(await me.FindAsync($"erased{i}@example.test"));
        }

        foreach (var person in people.Erased)
        {
            using var answer = await me.Http.GetAsync($"api/contacts/{person}");
            Assert.Equal(404, (int)answer.StatusCode);
        }

        Assert.Equal("CONSENT", await me.DecideAsync(people.CameBack));
        Assert.All(await Crowd.EachAsync(people.Withdrew.Except([people.CameBack]), me.DecideAsync), code => Assert.Equal("WITHDRAWN", code));
        Assert.All(await Crowd.EachAsync(people.Objected, me.DecideAsync), code => Assert.Equal("OBJECTED", code));
        await Eventually.Async(async () => await me.DecideAsync(await StrangerAsync(me)) == "OBJECTED", TimeSpan.FromSeconds(30), "the stranger's refusal is recognised");
        Assert.All(await Crowd.EachAsync(people.Restricted, p => EditAsync(me, p)), status => Assert.Equal(423, status));
        for (var i = 0; i < Invoiced; i++)
        {
            var kept = await me.DoAsync("api/sales/archive/search", new { identifiers = new[] { new { kind = "email", value = $"erased{i}@example.test" } }, purpose = "subjectRequest" });
            Assert.Single(kept["items"]!.AsArray());
        }
    }

    private static async Task<int> EditAsync(Integrator me, Guid person)
    {
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"api/contacts/{person}") { Content = System.Net.Http.Json.JsonContent.Create(new { givenName = "No" }) };
        change.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await me.Http.SendAsync(change);
        return (int)answer.StatusCode;
    }

    private static async Task<Guid> StrangerAsync(Integrator me) => (await me.FindAsync("stranger@example.test")) is [{ } known, ..]
        ? known["id"]!.GetValue<Guid>()
        : await me.RegisterAsync("stranger@example.test");

    /// <summary>The chain tells of the restore, room by room, until the operator names each place; those places.</summary>
    private static async Task<IReadOnlyList<string>> ChainAsync(StandaloneSuite suite)
    {
        var unsaid = await Backups.VerbAsync(suite, "verify-audit");
        var places = Place().Matches(unsaid.Output).Select(m => m.Groups[1].Value).Distinct().ToList();
        var said = await Backups.VerbAsync(suite, ["verify-audit", .. places.SelectMany(p => (string[])["--restored", p])]);

        Assert.Equal(places.Count > 0 ? 1 : 0, unsaid.Code);
        Assert.True(said.Code == 0, said.Output);
        return places;
    }

    private static async Task<List<int>> SeenAsync(Integrator me, Guid person, CancellationToken ct)
    {
        var seen = new List<int>();
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!ct.IsCancellationRequested && await often.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                using var answer = await me.Http.GetAsync($"api/contacts/{person}", CancellationToken.None);
                seen.Add((int)answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                seen.Add(0);
            }
        }

        return seen;
    }

    // As if each had been erased after the backup: the ledger knows them, no room does.
    private static void Erased(StandaloneSuite suite)
    {
        using var ledger = Backups.Open(suite, Backups.Ledger);
        using var command = ledger.CreateCommand();
        command.CommandText = $"""
            ATTACH '{Path.Combine(suite.DataFolder, "contacts.db")}' AS c;
            INSERT INTO LedgerEntries (Kind, SubjectId, Reference, Scope, Kept, At) SELECT 'Erasure', Id, Id, 'all', json('{"{}"}'), CreatedAt FROM c.Contacts;
            """;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"--restored (\S+)")]
    private static partial Regex Place();

    private sealed record Settled(IReadOnlyList<Guid> Erased, IReadOnlyList<Guid> Withdrew, IReadOnlyList<Guid> Objected, IReadOnlyList<Guid> Restricted, Guid Notice)
    {
        public Guid CameBack => Withdrew[0];
    }
}
