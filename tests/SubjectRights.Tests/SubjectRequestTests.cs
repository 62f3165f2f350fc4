using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

public sealed class SubjectRequestTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly Datum StillThere = new("contacts.email", 1, Outcome.None, null, null);
    private static readonly Datum Kept = new("consent.suppressions", 1, Outcome.Kept, "21(3):SUPPRESSION", null);

    [Fact]
    public async Task An_erasure_is_in_the_ledger_before_anybody_acts_and_only_what_was_verified_is_reported()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReviewedAsync(desk, Held);
        await desk.StepAsync(id, "approval", new { reason = "preview read" });

        await desk.RoundAsync<CarryOut>(id, "contacts", 0);
        var entry = await desk.Room.ReadAsync<LedgerDbContext, LedgerEntry>(db => db.Entries.SingleAsync());
        Assert.Equal(Ann, entry.SubjectId);
        Assert.Equal(entry.Sequence, desk.Room.Bus.All<CarryOut>()[0].LedgerSequence);

        await desk.AnswerAsync<CarryOut>(id, Held);
        await desk.AnswerAsync<VerifySubject>(id, "contacts", 0, []);
        Assert.Equal("Verifying", (await desk.UntilAsync(id, "Verifying"))["status"]!.GetValue<string>());
        await desk.AnswerAsync<VerifySubject>(id, "consent", 0, [Kept]);
        var end = await desk.UntilAsync(id, "Completed");
        Assert.All(end["targets"]!.AsArray(), t => Assert.True(t!["verified"]!.GetValue<bool>()));
        Assert.Single(await ClosedAsync(desk, id));
    }

    [Fact]
    public async Task A_step_that_holds_people_and_comes_after_the_end_holds_nobody()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.UntilAsync(id, "AwaitingIdentity");
        await Eventually.Async(() => Task.FromResult(desk.Room.Bus.All<SubjectsHeld>().Count == 1), TimeSpan.FromSeconds(20), "a person is held");
        await desk.StepAsync(id, "cancellation", new { reason = "sent twice" });
        await desk.UntilAsync(id, "Cancelled");

        var late = Guid.CreateVersion7();
        await desk.Room.SendAsync("subject-rights-hold-subjects", new HoldSubjects(id), late);
        await Eventually.Async(
            () => desk.Room.ReadAsync<Data.SubjectRightsDbContext, bool>(db => db.Inbox.AnyAsync(m => m.MessageId == late)),
            TimeSpan.FromSeconds(20), "the late step is handled");
        Assert.True(await desk.Room.ReadAsync<Data.SubjectRightsDbContext, int>(db => db.Outbox.CountAsync(m => m.MessageType.Contains("SubjectsHeld"))) <= 1, "held again");
        Assert.Single(desk.Room.Bus.All<SubjectsHeld>());
    }

    [Fact]
    public async Task Repeated_late_and_foreign_answers_change_nothing()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReviewedAsync(desk, Held);
        await desk.ReportAsync(id, "contacts", ParticipationPhase.Locate, 1, [Held], ReportStatus.Failed);
        await desk.ReportAsync(id, "nobody", ParticipationPhase.Locate, 1, [Held]);
        await desk.ReportAsync(Guid.CreateVersion7(), "contacts", ParticipationPhase.Locate, 1, [Held]);
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        var act = await desk.AnswerAsync<CarryOut>(id, "contacts", 0, [Held]);
        await desk.ReportAsync(id, "contacts", ParticipationPhase.Act, act, [Held], ReportStatus.Failed);
        await desk.ReportAsync(id, "contacts", ParticipationPhase.Verify, act + 1, []);
        await desk.AnswerAsync<CarryOut>(id, "consent", 0, [Held]);
        await desk.AnswerAsync<VerifySubject>(id);

        await desk.UntilAsync(id, "Completed");

        await desk.ReportAsync(id, "contacts", ParticipationPhase.Verify, 3, [StillThere]);
        await desk.ReportAsync(id, "contacts", ParticipationPhase.Act, 2, [], ReportStatus.NeedsHuman);
        Assert.Single(await ClosedAsync(desk, id));
        Assert.Equal(1, desk.Room.Bus.All<AnswerPrepared>().Count(a => a.RequestId == id));
    }

    [Fact]
    public async Task A_target_that_still_holds_the_data_acts_again_twice_and_then_needs_a_person()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReviewedAsync(desk, Held);
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, "consent", 0, []);
        var act = await desk.AnswerAsync<CarryOut>(id, "contacts", 0, [Held]);
        await desk.AnswerAsync<VerifySubject>(id, "consent", 0, []);
        var verify = await desk.AnswerAsync<VerifySubject>(id, "contacts", 0, [StillThere]);
        for (var time = 0; time < 2; time++)
        {
            act = await desk.AnswerAsync<CarryOut>(id, "contacts", act, [Held]);
            verify = await desk.AnswerAsync<VerifySubject>(id, "contacts", verify, [StillThere]);
        }

        var partly = await desk.UntilAsync(id, "PartiallyCompleted");
        var contacts = partly["targets"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == "contacts")!;
        Assert.Equal("needsHuman", contacts["status"]!.GetValue<string>());
        Assert.Equal("STILL_THERE", contacts["code"]!.GetValue<string>());
        Assert.Contains("STILL_THERE", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);
        Assert.Empty(await ClosedAsync(desk, id, expected: 0));

        await desk.StepAsync(id, "retry", new { });
        await desk.AnswerAsync<CarryOut>(id, "contacts", act, [Held]);
        await desk.AnswerAsync<VerifySubject>(id, "contacts", verify, []);
        await desk.UntilAsync(id, "Completed");

        // The person was told what was missing, and is told now that it is done.
        Assert.Equal(2, desk.Room.Bus.All<AnswerPrepared>().Count(a => a.RequestId == id));
        Assert.DoesNotContain("STILL_THERE", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);
        Assert.Equal(3, desk.Room.Bus.All<CarryOut>().Count(c => c.Target == "contacts") - 1);
    }

    [Fact]
    public async Task New_identifiers_make_everybody_search_again()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [], added: 1);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, []);

        await desk.AnswerAsync<LocateSubject>(id, "contacts", 1, [Held]);
        Assert.Equal("Locating", (await desk.StateAsync(id))["status"]!.GetValue<string>());
        await desk.AnswerAsync<LocateSubject>(id, "consent", 1, []);
        await desk.UntilAsync(id, "AwaitingReview");
    }

    [Fact]
    public async Task A_refusal_is_answered_with_its_ground_and_remedies()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReviewedAsync(desk, Held);

        await desk.StepAsync(id, "refusal", new { ground = "17(3)(b)", reason = "Le litige est pendant." });

        await desk.UntilAsync(id, "Refused");
        var letter = await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter");
        Assert.Contains("17(3)(b)", letter, StringComparison.Ordinal);
        Assert.Contains("Le litige est pendant.", letter, StringComparison.Ordinal);
        Assert.Contains("CNIL", letter, StringComparison.Ordinal);
        Assert.Empty(desk.Room.Bus.All<CarryOut>());
    }

    [Fact]
    public async Task An_extension_counts_when_its_notice_has_left_and_only_once()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.UntilAsync(id, "AwaitingIdentity");

        await desk.StepAsync(id, "extension", new { because = "complexity", reason = "Douze systèmes." });
        var extended = await Eventually.Async(
            async () => (await desk.StateAsync(id)) is { } s && s["extendedDueAt"] is not null ? s : null, TimeSpan.FromSeconds(20), "the extension counts");

        Assert.Equal("2027-02-02T23:59:59+01:00", extended["extendedDueAt"]!.GetValue<string>());
        Assert.Contains("Douze", await desk.MailAsync("Douze"), StringComparison.Ordinal);
        var again = await desk.Http.PostAsync($"/api/subject-rights/requests/{id}/extension", new StringContent("""{"because":"complexity","reason":"again"}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal("ALREADY_EXTENDED", JsonNode.Parse(await again.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_database_never_holds_the_address_in_clear()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReviewedAsync(desk, Held);
        await desk.MailAsync("<strong>");
        await Eventually.Async(
            () => desk.Room.ReadAsync<Data.SubjectRightsDbContext, bool>(db => db.Mails.AllAsync(m => m.SentAt != null)), TimeSpan.FromSeconds(20), "the mail has left");
        Assert.NotEqual(Guid.Empty, id);
        await desk.Room.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        foreach (var file in Directory.EnumerateFiles(desk.Room.DataFolder, "*.db*"))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.True(bytes.AsSpan().IndexOf("ann@example.test"u8) < 0, Path.GetFileName(file));
        }
    }

    private static async Task<Guid> ReviewedAsync(Desk desk, params Datum[] held)
    {
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, held);
        await desk.UntilAsync(id, "AwaitingReview");
        return id;
    }

    private static async Task<IReadOnlyList<SubjectRequestClosed>> ClosedAsync(Desk desk, Guid id, int expected = 1)
    {
        await Eventually.Async(
            () => Task.FromResult(desk.Room.Bus.All<SubjectRequestClosed>().Count(c => c.RequestId == id) >= expected), TimeSpan.FromSeconds(10), "the request is closed");
        return [.. desk.Room.Bus.All<SubjectRequestClosed>().Where(c => c.RequestId == id)];
    }
}
