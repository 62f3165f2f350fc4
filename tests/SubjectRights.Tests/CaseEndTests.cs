using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>How long a case is kept: its key from the moment the answer has left, a restriction's as long as it stands.</summary>
public sealed class CaseEndTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Restricted, "18(1)(b)", null);

    [Fact]
    public async Task The_thirty_days_of_an_answer_begin_when_its_mail_has_left()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id);
        await desk.UntilAsync(id, "AwaitingReview");

        // No mail can leave: where its folder should be lies a file.
        var folder = Path.Combine(desk.Room.DataFolder, "mail");
        await desk.MailAsync("<strong>");
        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "in the way");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id);
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");
        await Eventually.Async(
            () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.Mails.AnyAsync(m => m.Kind == "answer" && m.Attempts > 0)), TimeSpan.FromSeconds(20), "the answer was refused");

        File.Delete(folder);
        desk.Clock.Set(DateTimeOffset.Parse("2026-12-04T09:00:00+01:00"));

        var end = await Eventually.Async(async () => (object?)await EndAsync(desk), TimeSpan.FromSeconds(20), "the key has an end");
        Assert.Equal("2027-01-03", $"{end:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task A_restriction_keeps_its_case_while_it_stands_and_for_the_period_of_the_rights_file_after_its_end(string database)
    {
        var connection = database == "sqlite" ? null : await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(o => (o.Settings["Gdpr:Database"], o.Settings["ConnectionStrings:Default"]) = (database, connection), Ann);
        var id = await RestrictedAsync(desk);
        await desk.Room.ReadAsync<SubjectRightsDbContext, int>(async db =>
        {
            db.Notices.Add(new RecipientNotice { Id = db.NewId(), RequestId = id, Recipient = "integrator:shop", Right = RightRequested.Restriction, SubjectId = Ann, At = db.Now });
            return await db.SaveChangesAsync();
        });

        // Not even an answer that came back and was sent again sets an end.
        await desk.StepAsync(id, "bounces", new { reason = "550 no such user" });
        await desk.StepAsync(id, "answer/resending", new { email = "new@example.test", reason = "called" });
        await desk.MailAsync("To: new@example.test");

        desk.Clock.Set(DateTimeOffset.Parse("2032-11-24T09:00:00+01:00"));
        await SweptAsync(desk);
        Assert.Null(await EndAsync(desk));
        Assert.Equal(200, await StatusAsync(desk, id));

        await desk.StepAsync(id, "lifting", new { reason = "The data is right." });
        await Eventually.Async(() => Task.FromResult(desk.Room.Bus.All<RestrictionLifted>().Any(l => l.RequestId == id)), TimeSpan.FromSeconds(20), "it is lifted");
        var end = await Eventually.Async(async () => (object?)await EndAsync(desk), TimeSpan.FromSeconds(20), "the key has an end");
        Assert.Equal("2032-12-24", $"{end:yyyy-MM-dd}");

        desk.Clock.Set(DateTimeOffset.Parse("2037-11-24T09:00:00+01:00"));
        await Eventually.Async(() => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.CaseFiles.AllAsync(c => c.WrappedKey == null)), TimeSpan.FromSeconds(20), "the key is gone");
        await SweptAsync(desk);
        Assert.Equal(200, await StatusAsync(desk, id));
        desk.Clock.Set(DateTimeOffset.Parse("2037-11-25T09:00:00+01:00"));
        await Eventually.Async(async () => await StatusAsync(desk, id) == 404, TimeSpan.FromSeconds(20), "the rights file has ended");
        Assert.False(await desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.Notices.AnyAsync()));
    }

    [Fact]
    public async Task A_restriction_of_nothing_ends_like_any_other_case()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await ReceiveAsync(desk);
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id);
        await desk.UntilAsync(id, "Completed");

        var end = await Eventually.Async(async () => (object?)await EndAsync(desk), TimeSpan.FromSeconds(20), "the key has an end");
        Assert.Equal("2026-12-24", $"{end:yyyy-MM-dd}");
    }

    private static async Task<Guid> RestrictedAsync(Desk desk)
    {
        var id = await ReceiveAsync(desk);
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, Held);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");
        return id;
    }

    private static async Task<Guid> ReceiveAsync(Desk desk)
    {
        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", new
        {
            right = "restriction", subject = new { email = "ann@example.test" }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR",
            details = new { ground = "unlawful" },
        });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<Guid>();
    }

    // Other cases that end one after the other show that the sweeper has passed, the second that its first round is over.
    private static async Task SweptAsync(Desk desk)
    {
        foreach (var old in (Guid[])[Guid.CreateVersion7(), Guid.CreateVersion7()])
        {
            await desk.Room.ReadAsync<SubjectRightsDbContext, int>(async db =>
            {
                db.CaseFiles.Add(new CaseFileRecord { RequestId = old, WrappedKey = [1], Box = [1], KeyEndsAt = db.Now });
                return await db.SaveChangesAsync();
            });
            await Eventually.Async(
                () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.CaseFiles.AnyAsync(c => c.RequestId == old && c.WrappedKey == null)), TimeSpan.FromSeconds(20), "the sweeper has passed");
        }
    }

    private static Task<DateTimeOffset?> EndAsync(Desk desk) => desk.Room.ReadAsync<SubjectRightsDbContext, DateTimeOffset?>(
        db => db.CaseFiles.Where(c => c.WrappedKey != null).Select(c => c.KeyEndsAt).SingleOrDefaultAsync());

    private static async Task<int> StatusAsync(Desk desk, Guid id)
    {
        using var answer = await desk.Http.GetAsync($"/api/subject-rights/requests/{id}");
        return (int)answer.StatusCode;
    }
}
