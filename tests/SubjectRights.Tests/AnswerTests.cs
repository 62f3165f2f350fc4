using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>What leaves with the answer: the letter for the post, tasks for what it could not state, the alarm when preview and execution differ.</summary>
public sealed class AnswerTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);

    [Fact]
    public async Task What_was_done_and_is_not_what_was_announced_is_an_alarm()
    {
        await using var desk = await OpenAsync();
        var id = await EraseAsync(desk, acted: Held with { Outcome = Outcome.Pseudonymised });

        var mail = await desk.MailAsync("[PREVIEW_DIFFERS]");

        Assert.Contains("To: dpo@example.test", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.test", mail, StringComparison.Ordinal);
        Assert.Equal(["PREVIEW_DIFFERS"], (await desk.StateAsync(id))["warnings"]!.AsArray().Select(w => w!["level"]!.GetValue<string>()));
        Assert.Equal(1, await desk.Room.ReadAsync<SubjectRightsDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "request.preview-differs" && a.Reference == id)));
        Assert.Contains("diffère de ce que nous avions prévu", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);
        var tasks = (await TasksAsync(desk)).Where(t => t["code"]!.GetValue<string>() == "PREVIEW_DIFFERS").ToList();
        Assert.Equal(["consent", "contacts"], tasks.Select(t => t["about"]!.GetValue<string>()).Order());

        foreach (var about in (string[])["consent", "contacts"])
        {
            var ended = await desk.Http.PostAsJsonAsync($"/api/subject-rights/tasks/{id}/end", new { code = "PREVIEW_DIFFERS", about, reason = "The notes were quoted elsewhere." });
            Assert.Equal(204, (int)ended.StatusCode);
        }

        Assert.DoesNotContain(await TasksAsync(desk), t => t["code"]!.GetValue<string>() == "PREVIEW_DIFFERS");
    }

    [Fact]
    public async Task What_was_done_as_announced_raises_nothing()
    {
        await using var desk = await OpenAsync();
        var id = await EraseAsync(desk, Held);

        Assert.Empty((await desk.StateAsync(id))["warnings"]!.AsArray());
        Assert.Empty(await TasksAsync(desk));
    }

    [Fact]
    public async Task The_letter_for_the_post_has_the_address_that_is_given_and_does_not_keep_it()
    {
        await using var desk = await OpenAsync();
        var id = await EraseAsync(desk, Held);

        var answer = await desk.Http.PostAsJsonAsync(
            $"/api/subject-rights/requests/{id}/letter/post", new { recipient = new[] { "Mme Zyxomira Quondevil", "2 rue <b>", "29200 Brest" } });

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<address class=\"to\">Mme Zyxomira Quondevil<br>2 rue &lt;b&gt;<br>29200 Brest</address>", html, StringComparison.Ordinal);
        Assert.Contains("<address class=\"from\">Test SAS<br>1 quai Neuf<br>75013 Paris</address>", html, StringComparison.Ordinal);
        Assert.Contains("Paris, le ", html, StringComparison.Ordinal);
        await desk.Room.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.All(Directory.EnumerateFiles(desk.Room.DataFolder, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("Quondevil"u8) < 0, file));
    }

    [Fact]
    public async Task Without_a_browser_the_letter_is_HTML_and_says_so()
    {
        await using var desk = await OpenAsync();
        var id = await EraseAsync(desk, Held);

        Assert.Equal("PDF_NOT_CONFIGURED", await CodeAsync(desk.Http.GetAsync($"/api/subject-rights/requests/{id}/letter?format=pdf")));
        Assert.Equal("FORMAT_UNKNOWN", await CodeAsync(desk.Http.GetAsync($"/api/subject-rights/requests/{id}/letter?format=docx")));
        Assert.Equal("text/html", (await desk.Http.GetAsync($"/api/subject-rights/requests/{id}/letter?format=html")).Content.Headers.ContentType!.MediaType);
        Assert.Equal("RECIPIENT_MISSING", await CodeAsync(desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/letter/post", new { recipient = Array.Empty<string>() })));
    }

    [Fact]
    public async Task A_fact_is_stated_once_for_all_answers()
    {
        await using var desk = await OpenAsync();

        Assert.Equal(204, (int)(await StateAsync(desk, "transfers", "aucun", "none")).StatusCode);
        Assert.Equal(204, (int)(await StateAsync(desk, "transfers", "aucun transfert", "no transfer")).StatusCode);
        Assert.Equal("FACT_UNKNOWN", await CodeAsync(StateAsync(desk, "shoes", "a", "b")));
        Assert.Equal("TEXT_MISSING", await CodeAsync(StateAsync(desk, "transfers", "", "b")));

        var items = JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/answer-facts"))!["items"]!.AsArray();
        Assert.Equal(["purposes.contacts", "transfers"], items.Select(i => i!["key"]!.GetValue<string>()));
        Assert.Equal("aucun transfert", items[1]!["fr"]!.GetValue<string>());
    }

    private static Task<HttpResponseMessage> StateAsync(Desk desk, string key, string fr, string en) =>
        desk.Http.PutAsJsonAsync("/api/subject-rights/answer-facts", new { key, fr, en });

    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> asked) =>
        JsonNode.Parse(await (await asked).Content.ReadAsStringAsync())!["code"]!.GetValue<string>();

    private static async Task<IReadOnlyList<JsonNode>> TasksAsync(Desk desk) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray().Select(t => t!)];

    private static Task<Desk> OpenAsync() => Desk.OpenAsync(
        o =>
        {
            o.Settings["Gdpr:Controller:Name"] = "Test SAS";
            o.Settings["Gdpr:Controller:DpoEmail"] = "dpo@example.test";
            o.Settings["Gdpr:Controller:City"] = "Paris";
            o.Settings["Gdpr:Controller:PostalAddress:0"] = "1 quai Neuf";
            o.Settings["Gdpr:Controller:PostalAddress:1"] = "75013 Paris";
            o.Settings["Gdpr:Answers:Facts:purposes.contacts:fr"] = "gestion des clients";
            o.Settings["Gdpr:Answers:Facts:purposes.contacts:en"] = "managing customers";
        },
        Ann);

    private static async Task<Guid> EraseAsync(Desk desk, Datum acted)
    {
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, Held);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, acted);
        await desk.AnswerAsync<VerifySubject>(id);
        await Eventually.Async(
            async () => (await desk.StateAsync(id))["answeredAt"] is not null, TimeSpan.FromSeconds(20), "answered");
        return id;
    }
}
