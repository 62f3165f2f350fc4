using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Thirty days after an erasure was answered everybody is asked once more.</summary>
public sealed class SecondCheckTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly Datum Back = new("contacts.email", 1, Outcome.None, null, null);

    [Fact]
    public async Task Nothing_came_back_and_the_key_of_the_case_goes_after_the_check()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ErasedAsync(desk);
        Assert.Equal("2026-12-24", (await desk.StateAsync(id))["secondCheckAt"]!.GetValue<string>()[..10]);

        desk.Clock.Set(DateTimeOffset.Parse("2026-12-25T09:00:00+01:00"));
        var contacts = await desk.RoundAsync<VerifySubject>(id, "contacts", 3);
        await desk.ReportAsync(id, "contacts", ParticipationPhase.Verify, contacts, []);
        Assert.Equal(1, await KeysAsync(desk));
        await desk.AnswerAsync<VerifySubject>(id, "consent", 3, []);

        await Eventually.Async(async () => (await HistoryAsync(desk, id)).Contains("CASE_KEY_DESTROYED"), TimeSpan.FromSeconds(20), "the key is gone");
        Assert.Contains("SECOND_CHECK_CLEAN", await HistoryAsync(desk, id));
        Assert.Equal(0, await KeysAsync(desk));
        var end = await desk.StateAsync(id);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.Null(end["secondCheckAt"]);

        // The certificate outlives the case.
        Assert.Contains("\"complete\": true", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/certificate"), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await desk.Http.GetAsync($"/api/subject-rights/requests/{id}/letter")).StatusCode);
    }

    [Fact]
    public async Task What_a_late_sync_brought_back_opens_the_case_again_is_erased_and_told()
    {
        await using var desk = await Desk.OpenAsync(o => o.Settings["Gdpr:Controller:DpoEmail"] = "dpo@example.test", Ann);
        var id = await ErasedAsync(desk);

        desk.Clock.Set(DateTimeOffset.Parse("2026-12-25T09:00:00+01:00"));
        await desk.AnswerAsync<VerifySubject>(id, "contacts", 3, [Back]);
        await desk.UntilAsync(id, "Verifying");
        await desk.AnswerAsync<VerifySubject>(id, "consent", 3, []);
        var act = await desk.AnswerAsync<CarryOut>(id, "contacts", 3, [Held]);
        await desk.AnswerAsync<VerifySubject>(id, "contacts", act, []);

        var end = await desk.UntilAsync(id, "Completed");
        Assert.NotNull(end["cameBackAt"]);
        await Eventually.Async(
            async () => (await desk.StateAsync(id))["warnings"]!.AsArray().Any(w => w!["level"]!.GetValue<string>() == "CAME_BACK"), TimeSpan.FromSeconds(20), "it is warned of");
        Assert.Equal("2027-01-24", end["secondCheckAt"]!.GetValue<string>()[..10]);
        Assert.Contains("seconde vérification", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);
        await desk.MailAsync("[CAME_BACK]");
        Assert.Equal(2, desk.Room.Bus.All<Messages.SubjectRights.AnswerPrepared>().Count(a => a.RequestId == id));
        var tasks = JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray();
        Assert.Contains(tasks, t => t!["code"]!.GetValue<string>() == "CAME_BACK" && t["about"]!.GetValue<string>() == "contacts");
    }

    [Fact]
    public async Task Who_cannot_be_asked_any_more_is_a_task_and_what_was_verified_stays()
    {
        await using var desk = await Desk.OpenAsync(o => o.Settings["Gdpr:SubjectRights:RetryAfterSeconds:0"] = "0", Ann);
        var id = await ErasedAsync(desk);

        desk.Clock.Set(DateTimeOffset.Parse("2026-12-25T09:00:00+01:00"));
        await desk.AnswerAsync<VerifySubject>(id, "consent", 3, []);
        await desk.AnswerAsync<VerifySubject>(id, "contacts", 3, [], ReportStatus.NeedsHuman);

        await Eventually.Async(async () => (await HistoryAsync(desk, id)).Contains("SECOND_CHECK_INCOMPLETE"), TimeSpan.FromSeconds(20), "the check has ended");
        var end = await desk.StateAsync(id);
        Assert.Equal("Completed", end["status"]!.GetValue<string>());
        Assert.All(end["targets"]!.AsArray(), t => Assert.True(t!["verified"]!.GetValue<bool>()));
        var tasks = JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray();
        Assert.Contains(tasks, t => t!["code"]!.GetValue<string>() == "SECOND_CHECK_FAILED");
    }

    private static async Task<Guid> ErasedAsync(Desk desk)
    {
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [Held]);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, []);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, "contacts", 0, [Held]);
        await desk.AnswerAsync<CarryOut>(id, "consent", 0, []);
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");
        await Eventually.Async(
            () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.CaseFiles.AnyAsync(c => c.KeyEndsAt != null)), TimeSpan.FromSeconds(20), "the case has an end");
        return id;
    }

    private static Task<int> KeysAsync(Desk desk) => desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.CaseFiles.CountAsync(c => c.WrappedKey != null));

    private static async Task<IReadOnlyList<string>> HistoryAsync(Desk desk, Guid id) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/history"))!["items"]!.AsArray().Select(i => i!["code"]!.GetValue<string>())];
}
