using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Received on 2 November at 10:00 in Paris, due on 2 December: half of it has gone on 17 November, 75 % on the 25th, 90 % on the 29th.</summary>
public sealed class DeadlineWarningTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task The_DPO_is_warned_once_at_each_level_and_when_it_is_over()
    {
        await using var desk = await OpenAsync("2026-11-03T09:00:00+01:00");
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.UntilAsync(id, "Locating");
        Assert.Empty((await desk.StateAsync(id))["warnings"]!.AsArray());

        foreach (var (now, level, count) in new[] { ("2026-11-18", "50", 1), ("2026-11-26", "75", 2), ("2026-11-30", "90", 3), ("2026-12-03", "overdue", 4) })
        {
            _clock.Set(DateTimeOffset.Parse($"{now}T09:00:00+01:00"));
            await WarnedAsync(desk, id, count);
            await desk.MailAsync($"[{level}]");
        }

        // Another request is warned of later: all were looked at again, and nothing more came of the first.
        await WarnedAsync(desk, await ReceiveLaterAsync(desk), 1);
        var state = await desk.StateAsync(id);
        await Eventually.Async(() => Task.FromResult(Mails(desk).Count == 5), TimeSpan.FromSeconds(20), "five mails");
        Assert.Equal(4, Mails(desk).Count(m => m.Contains(state["reference"]!.GetValue<string>(), StringComparison.Ordinal)));
        Assert.Equal(["50", "75", "90", "overdue"], state["warnings"]!.AsArray().Select(w => w!["level"]!.GetValue<string>()));
        Assert.All(state["warnings"]!.AsArray(), w => Assert.Equal("2026-12-02T23:59:59+01:00", w!["dueAt"]!.GetValue<string>()));
        Assert.All(Mails(desk), m =>
        {
            Assert.DoesNotContain("ann@example.test", m, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("bob@example.test", m, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Levels_that_passed_while_nobody_looked_leave_in_one_mail_and_name_who_is_missing()
    {
        await using var desk = await OpenAsync("2026-11-03T09:00:00+01:00");
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, [Held]);
        await desk.RoundAsync<LocateSubject>(id, "contacts", 0);
        await desk.Room.StopAsync();
        _clock.Set(DateTimeOffset.Parse("2026-11-30T09:00:00+01:00"));
        await desk.Room.StartAgainAsync();

        await Eventually.Async(() => Task.FromResult(Mails(desk).Count == 1), TimeSpan.FromSeconds(20), "one mail");

        Assert.Contains("Missing: contacts.", Mails(desk)[0], StringComparison.Ordinal);
        Assert.Contains("[90]", Mails(desk)[0], StringComparison.Ordinal);
        Assert.Equal(3, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Warnings.CountAsync(w => w.RequestId == id)));
        Assert.Equal(1, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.Warnings.CountAsync(w => w.MailId != null)));
    }

    [Fact]
    public async Task Without_an_address_of_the_DPO_the_warning_still_stands_in_the_request()
    {
        await using var desk = await OpenAsync("2026-11-18T09:00:00+01:00", dpo: null);
        var id = await desk.ReceiveAsync();

        await WarnedAsync(desk, id, 1);

        Assert.False((await desk.StateAsync(id))["warnings"]![0]!["mailed"]!.GetValue<bool>());
        Assert.Empty(Mails(desk));
    }

    [Fact]
    public async Task The_board_shows_what_is_overdue_and_the_task_list_says_whose_it_is()
    {
        await using var desk = await OpenAsync("2026-11-03T09:00:00+01:00");
        var late = await desk.ReceiveAsync();
        var fresh = await desk.ReceiveAsync(email: "bob@example.test");
        await desk.UntilAsync(fresh, "AwaitingIdentity");
        await desk.StepAsync(fresh, "cancellation", new { reason = "withdrawn" });
        await desk.IdentifyAsync(late);
        await desk.AnswerAsync<LocateSubject>(late, Held);
        await desk.UntilAsync(late, "AwaitingReview");
        Assert.Empty(await ItemsAsync(desk, "requests?overdue=true"));
        Assert.Equal(["REVIEW"], (await ItemsAsync(desk, "tasks")).Select(t => t["code"]!.GetValue<string>()));

        _clock.Set(DateTimeOffset.Parse("2026-12-03T09:00:00+01:00"));

        Assert.Equal([late], (await ItemsAsync(desk, "requests?overdue=true")).Select(t => t["id"]!.GetValue<Guid>()));
        Assert.DoesNotContain(late, (await ItemsAsync(desk, "requests?overdue=false")).Select(t => t["id"]!.GetValue<Guid>()));
        var tasks = await ItemsAsync(desk, "tasks?role=dpo");
        Assert.Equal(["OVERDUE", "REVIEW"], tasks.Select(t => t["code"]!.GetValue<string>()).Order());
        Assert.All(tasks, t => Assert.True(t["overdue"]!.GetValue<bool>() && t["requestId"]!.GetValue<Guid>() == late));
    }

    [Fact]
    public async Task A_failed_target_is_a_task_that_somebody_can_take_and_that_ends_by_itself()
    {
        await using var desk = await OpenAsync("2026-11-03T09:00:00+01:00");
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, [Held]);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [], ReportStatus.NeedsHuman);
        await desk.UntilAsync(id, "AwaitingReview");

        var taken = await desk.Http.PostAsJsonAsync($"/api/subject-rights/tasks/{id}/owner", new { code = "TARGET_NEEDS_HUMAN", about = "contacts", owner = "staff-7" });
        var ended = await desk.Http.PostAsJsonAsync($"/api/subject-rights/tasks/{id}/end", new { code = "TARGET_NEEDS_HUMAN", about = "contacts", reason = "done" });

        Assert.Equal(204, (int)taken.StatusCode);
        Assert.Equal("TASK_NOT_RAISED", JsonNode.Parse(await ended.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        var task = Assert.Single(await ItemsAsync(desk, "tasks?owner=staff-7"));
        Assert.Equal(("contacts", "systemOwner", true), (task["about"]!.GetValue<string>(), task["role"]!.GetValue<string>(), task["endsByItself"]!.GetValue<bool>()));

        await desk.StepAsync(id, "retry", new { });
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 1, [Held]);
        await desk.UntilAsync(id, "AwaitingReview");
        Assert.Empty(await ItemsAsync(desk, "tasks?owner=staff-7"));
    }

    [Theory]
    [InlineData("""{"code":"NONSENSE","owner":"staff-7"}""", "TASK_UNKNOWN")]
    [InlineData("""{"code":"REVIEW","owner":"Ann Smith <ann@example.test>"}""", "OWNER_INVALID")]
    public async Task A_task_that_is_none_gets_a_code(string body, string code)
    {
        await using var desk = await OpenAsync("2026-11-03T09:00:00+01:00");
        var id = await desk.ReceiveAsync();

        var answer = await desk.Http.PostAsync(
            $"/api/subject-rights/tasks/{id}/owner", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    private async Task<Desk> OpenAsync(string now, string? dpo = "dpo@example.test")
    {
        _clock.Set(DateTimeOffset.Parse(now));
        return await Desk.OpenAsync(
            o =>
            {
                o.Clock = _clock;
                o.Settings["Gdpr:Controller:DpoEmail"] = dpo;
                o.Settings["Gdpr:SubjectRights:WarnEverySeconds"] = "1";
                o.Settings["Gdpr:SubjectRights:AnswerWithinSeconds"] = "100000000";
            },
            Ann);
    }

    private static async Task<Guid> ReceiveLaterAsync(Desk desk)
    {
        var answer = await desk.Http.PostAsJsonAsync(
            "/api/subject-rights/requests", new { right = "erasure", subject = new { email = "bob@example.test" }, receivedAt = "2026-11-16T10:00:00+01:00", channel = "post", country = "FR" });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
    }

    private static Task WarnedAsync(Desk desk, Guid id, int count) => Eventually.Async(
        async () => (await desk.StateAsync(id))["warnings"]!.AsArray().Count == count, TimeSpan.FromSeconds(20), $"{count} warnings");

    private static async Task<IReadOnlyList<JsonNode>> ItemsAsync(Desk desk, string path) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/{path}"))!["items"]!.AsArray().Select(i => i!)];

    private static IReadOnlyList<string> Mails(Desk desk)
    {
        var folder = Path.Combine(desk.Room.DataFolder, "mail");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.eml").Select(f => File.ReadAllText(f).Replace("=\r\n", string.Empty, StringComparison.Ordinal)).Where(m => m.Contains("To: dpo@example.test", StringComparison.Ordinal))]
            : [];
    }
}
