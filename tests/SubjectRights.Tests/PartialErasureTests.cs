using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Connectors;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>An erasure of some classes of data: preview, ledger, record and answer speak of these alone.</summary>
public sealed class PartialErasureTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Email = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly Datum Mailed = new("mailer.addresses", 1, Outcome.Erased, null, null);
    private static readonly Datum Bought = new("mailer.purchases", 3, Outcome.Erased, null, null);

    [Fact]
    public async Task Preview_ledger_record_and_answer_speak_of_what_was_asked_alone()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        await desk.Room.PublishAsync(new ConnectionEnabled(Guid.CreateVersion7(), "connection:mailer", "processor", true));
        await Eventually.Async(() => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.Connections.AnyAsync()), TimeSpan.FromSeconds(20), "the connection is known");
        var id = await AskAsync(desk, "contacts.email", "mailer.addresses");
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [Email]);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, []);
        await desk.AnswerAsync<LocateSubject>(id, "connection:mailer", 0, [Mailed, Bought]);
        await desk.UntilAsync(id, "AwaitingReview");
        var preview = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/preview"))!["items"]!.AsArray();
        await desk.StepAsync(id, "approval", new { reason = "preview read" });

        Assert.Equal(["contacts.email", "mailer.addresses"], preview.Select(i => i!["dataClass"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        await desk.AnswerAsync<CarryOut>(id, "contacts", 0, [Email]);
        await desk.AnswerAsync<CarryOut>(id, "consent", 0, []);
        await desk.AnswerAsync<CarryOut>(id, "connection:mailer", 0, [Mailed]);
        Assert.Equal([Mailed], desk.Room.Bus.All<CarryOut>().Single(c => c.Target == "connection:mailer").Plan);
        var entry = await desk.Room.ReadAsync<LedgerDbContext, LedgerEntry>(db => db.Entries.SingleAsync());
        Assert.Equal(("contacts.email,mailer.addresses", Ann), (entry.Scope, entry.SubjectId!.Value));
        Assert.Equal(0, await desk.Room.ReadAsync<LedgerDbContext, int>(db => db.Hashes.CountAsync()));

        // What was not asked for is still there, and no leftover.
        await desk.AnswerAsync<VerifySubject>(id, "contacts", 0, []);
        await desk.AnswerAsync<VerifySubject>(id, "consent", 0, []);
        await desk.AnswerAsync<VerifySubject>(id, "connection:mailer", 0, [Bought with { Outcome = Outcome.None }]);
        var end = await desk.UntilAsync(id, "Completed");
        Assert.Equal(["contacts.email", "mailer.addresses"], end["scope"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.Empty(end["warnings"]!.AsArray());
        var letter = await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter");
        Assert.Contains("adresses électroniques", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("mailer.purchases", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wider_request_is_not_lost_in_a_narrower_one_and_a_narrower_one_joins_it()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var some = await AskAsync(desk, "contacts.phone");
        var all = await desk.ReceiveAsync();

        Assert.NotEqual(some, all);
        Assert.Equal(some, await AskAsync(desk, "contacts.phone"));
        Assert.Contains(await AskAsync(desk, "contacts.email"), new[] { all });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"email\"]")]
    [InlineData("[7]")]
    [InlineData("\"some\"")]
    [InlineData("{\"contacts\":true}")]
    [InlineData("[\"contacts.email; DROP\"]")]
    public async Task A_scope_that_is_none_gets_a_code(string scope)
    {
        await using var desk = await Desk.OpenAsync(null, Ann);

        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", Body(JsonNode.Parse($"{{\"scope\":{scope}}}")!));

        Assert.Equal((422, "SCOPE_INVALID"), ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"scope":["contacts.email"]}""", null, "DETAILS_MISPLACED")]
    [InlineData("""{"DataClasses":["contacts.email"]}""", null, "DETAILS_MISPLACED")]
    [InlineData(null, """{"dataClasses":["contacts.email"]}""", "SCOPE_INVALID")]
    public async Task A_part_said_in_the_wrong_place_does_not_become_everything(string? beside, string? details, string code)
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var body = JsonSerializer.SerializeToNode(Body(details is null ? null : JsonNode.Parse(details)))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(beside ?? "{}")!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", body);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Guid> AskAsync(Desk desk, params string[] scope)
    {
        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", Body(new { scope }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
    }

    private static object Body(object? details) => new
    {
        right = "erasure", subject = new { email = "ann@example.test" }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR", details,
    };
}
