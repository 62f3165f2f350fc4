using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>What becomes of an answer: fetched by its link until that expires, or sent again when it came back.</summary>
public sealed partial class BouncedAnswerTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Given = new("contacts.email", 1, Outcome.Provided, null, null);

    [Fact]
    public async Task An_answer_that_came_back_is_a_task_its_key_waits_and_it_is_sent_elsewhere()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var (id, _) = await CopiedAsync(desk);
        await EndAsync(desk, isSet: true);

        await desk.StepAsync(id, "bounces", new { reason = "550 no such user" });
        Assert.Contains(await TasksAsync(desk), t => t == "ANSWER_BOUNCED caseHandler");
        await EndAsync(desk, isSet: false);

        await desk.StepAsync(id, "answer/resending", new { email = "new@example.test", reason = "called" });
        Assert.Contains("To: new@example.test", await desk.MailAsync("To: new@example.test"), StringComparison.Ordinal);
        Assert.DoesNotContain("ANSWER_BOUNCED caseHandler", await TasksAsync(desk));
        await EndAsync(desk, isSet: true);
        using var again = await desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/answer/resending", new { reason = "once more" });
        Assert.Equal("NOT_BOUNCED", JsonNode.Parse(await again.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mail_that_the_server_refused_for_good_bounces_by_itself()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var (id, _) = await CopiedAsync(desk);
        await EndAsync(desk, isSet: true);

        await desk.Room.ReadAsync<SubjectRightsDbContext, int>(async db =>
        {
            db.Mails.Add(new Platform.Mail.MailMessage { Id = db.NewId(), Kind = "answer", Reference = id, LastError = "MAIL_GIVEN_UP", CreatedAt = db.Now });
            return await db.SaveChangesAsync();
        });

        await Eventually.Async(async () => (await TasksAsync(desk)).Contains("ANSWER_BOUNCED caseHandler"), TimeSpan.FromSeconds(20), "it is a task");
        await EndAsync(desk, isSet: false);
    }

    [Fact]
    public async Task The_package_is_fetched_by_its_link_until_the_link_expires_and_the_files_are_destroyed()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var (id, link) = await CopiedAsync(desk);
        await EndAsync(desk, isSet: true);
        using var anybody = new HttpClient { BaseAddress = desk.Http.BaseAddress };
        var body = new { reference = link.Groups[1].Value, secret = link.Groups[2].Value };

        using var wrong = await anybody.PostAsJsonAsync("/api/subject-rights/cases/package", body with { secret = "guess" });
        using var got = await anybody.PostAsJsonAsync("/api/subject-rights/cases/package", body);
        var seen = JsonNode.Parse(await (await anybody.PostAsJsonAsync("/api/subject-rights/cases/lookup", body)).Content.ReadAsStringAsync())!;
        Assert.Equal((404, 200), ((int)wrong.StatusCode, (int)got.StatusCode));
        Assert.Equal("PK"u8.ToArray(), (await got.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Equal("2026-12-24", seen["package"]!["until"]!.GetValue<string>()[..10]);

        desk.Clock.Set(DateTimeOffset.Parse("2026-12-25T09:00:00+01:00"));
        await Eventually.Async(() => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.CaseFiles.AllAsync(c => c.WrappedKey == null)), TimeSpan.FromSeconds(20), "the key is gone");
        using var late = await anybody.PostAsJsonAsync("/api/subject-rights/cases/package", body);
        Assert.Equal((410, "LINK_EXPIRED"), ((int)late.StatusCode, JsonNode.Parse(await late.Content.ReadAsStringAsync())!["code"]!.GetValue<string>()));
        Assert.Equal(["certificate"], await desk.Room.ReadAsync<SubjectRightsDbContext, List<string>>(db => db.Files.Where(f => f.RequestId == id).Select(f => f.Kind).ToListAsync()));

        // Five years after its closing nothing of the case is left.
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-24T12:00:00+01:00"));
        Assert.Equal(200, (int)(await desk.Http.GetAsync($"/api/subject-rights/requests/{id}")).StatusCode);
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-25T12:00:00+01:00"));
        await Eventually.Async(async () => (int)(await desk.Http.GetAsync($"/api/subject-rights/requests/{id}")).StatusCode == 404, TimeSpan.FromSeconds(20), "the rights file has ended");
    }

    private static async Task<(Guid Id, Match Link)> CopiedAsync(Desk desk)
    {
        foreach (var room in Desk.Participants)
        {
            desk.Room.Others.OnGet(room, $"internal/{room}/participation/", _ => new[]
            {
                new ExportTable("emails", ["value"], [["ann@example.test"]], "contacts.email", "contract"),
            });
        }

        var id = await desk.ReceiveAsync("access");
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, Given);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Given);
        await desk.UntilAsync(id, "Completed");
        var reference = (await desk.StateAsync(id))["reference"]!.GetValue<string>();
        var link = await Eventually.Async(
            () => Task.FromResult(Mails(desk).Select(m => Link().Match(m)).FirstOrDefault(m => m.Groups[1].Value == reference)), TimeSpan.FromSeconds(20), "the answer is mailed");
        return (id, link);
    }

    private static IEnumerable<string> Mails(Desk desk)
    {
        var folder = Path.Combine(desk.Room.DataFolder, "mail");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [];
        return files.Select(f => File.ReadAllText(f).Replace("=\r\n", string.Empty, StringComparison.Ordinal).Replace("=\n", string.Empty, StringComparison.Ordinal));
    }

    private static Task EndAsync(Desk desk, bool isSet) => Eventually.Async(
        () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.CaseFiles.AllAsync(c => (c.KeyEndsAt != null) == isSet)), TimeSpan.FromSeconds(20), $"the key has an end: {isSet}");

    private static async Task<IReadOnlyList<string>> TasksAsync(Desk desk) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray().Select(t => $"{t!["code"]} {t["role"]}")];

    [GeneratedRegex(@"/cases/([^/""<]+)/([A-Za-z0-9_-]{20,})")]
    private static partial Regex Link();
}
