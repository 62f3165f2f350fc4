using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Whoever received the data is told what became of it (Art. 19), and the answered case can be handed to the authority.</summary>
public sealed class RecipientTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);

    [Fact]
    public async Task Each_recipient_is_told_and_named_and_the_case_is_handed_over_with_its_proof()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        Assert.Equal("CASE_NOT_CLOSED", await CodeAsync(desk.Http.GetAsync($"/api/subject-rights/requests/{id}/hand-over")));
        await desk.IdentifyAsync(id);
        var round = await desk.RoundAsync<LocateSubject>(id, "contacts", 0);
        await desk.Room.SendAsync(ParticipationEndpoints.Saga, new ParticipantReported(
            id, "contacts", ParticipationPhase.Locate, round, ReportStatus.Done, Assurance.ReadBack, [Held], null, 0, null, 0, ["export:Imprimerie <Petit>", "integrator:shop-sync"]));
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, []);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        Assert.Empty(await NoticesAsync(desk, "integrator:shop-sync"));
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");

        Assert.Contains("Imprimerie &lt;Petit&gt;, shop-sync", System.Net.WebUtility.HtmlDecode(await LetterAsync(desk, id)).Replace("<Petit>", "&lt;Petit&gt;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["export:Imprimerie <Petit>", "integrator:shop-sync"], await OwedAsync(desk));

        // The integrator acknowledges its own notice, and no other's; staff told the printer.
        var notice = Assert.Single(await NoticesAsync(desk, "integrator:shop-sync"));
        Assert.Equal((Ann.ToString(), "erasure"), (notice["subjectId"]!.GetValue<string>(), notice["right"]!.GetValue<string>()));
        Assert.Equal(404, (int)(await AcknowledgeAsync(desk, notice, "integrator:other")).StatusCode);
        Assert.Equal(200, (int)(await AcknowledgeAsync(desk, notice, "integrator:shop-sync")).StatusCode);
        Assert.Equal(["export:Imprimerie <Petit>"], await OwedAsync(desk));
        var ended = await desk.Http.PostAsJsonAsync($"/api/subject-rights/tasks/{id}/end", new { code = "RECIPIENT_TO_TELL", about = "export:Imprimerie <Petit>", reason = "Letter of today" });
        Assert.Equal(204, (int)ended.StatusCode);
        var recipients = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/recipients"))!["items"]!.AsArray();
        Assert.All(recipients, r => Assert.NotNull(r!["toldAt"]));

        using var zip = new ZipArchive(await desk.Http.GetStreamAsync($"/api/subject-rights/requests/{id}/hand-over"));
        Assert.Equal(
            ["audit.json", "certificate.json", "correspondence.json", "history.json", "letter.html", "manifest.json", "recipients.json", "request.json", "requester.json", "tasks.json"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        var manifest = JsonNode.Parse(Text(zip, "manifest.json"))!;
        Assert.All(manifest["files"]!.AsArray(), f => Assert.Equal(
            f!["sha256"]!.GetValue<string>(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text(zip, f["name"]!.GetValue<string>()))))));
        Assert.Contains("certificate.issued", Text(zip, "audit.json"), StringComparison.Ordinal);
        Assert.Contains("RECIPIENT_TOLD", Text(zip, "history.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objection_concerns_only_who_markets_for_us()
    {
        string[] marketers = ["integrator:mailer"];

        Assert.True(RecipientNotice.IsOwed(RightRequested.Rectification, "integrator:bank", marketers));
        Assert.True(RecipientNotice.IsOwed(RightRequested.Objection, "integrator:mailer", marketers));
        Assert.False(RecipientNotice.IsOwed(RightRequested.Objection, "integrator:bank", marketers));
        Assert.False(RecipientNotice.IsOwed(RightRequested.Access, "integrator:mailer", marketers));
    }

    [Fact]
    public async Task Who_asks_for_another_shows_a_mandate_and_is_answered_themself()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var heir = new { capacity = "heir", name = "Hélène Exemple", mandate = "Acte de notoriété du 3 mars", email = "helene@example.test" };
        Assert.Contains("RIGHT_NOT_OF_HEIRS", await (await AskAsync(desk, "portability", heir)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var asked = await AskAsync(desk, "erasure", heir);
        var id = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>();
        await desk.UntilAsync(id, "AwaitingIdentity");

        Assert.Equal("MANDATE_NOT_SEEN", await CodeAsync(desk.Http.PostAsJsonAsync(
            $"/api/subject-rights/requests/{id}/identity", new { method = "staff", outcome = "confirmed", reason = "called back" })));
        await desk.StepAsync(id, "identity", new { method = "staff", outcome = "confirmed", reason = "Acte de notoriété seen", mandateSeen = true });
        await desk.AnswerAsync<LocateSubject>(id, Held);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");

        var mail = await desk.MailAsync("To: helene@example.test");
        Assert.Contains("article 85 de la loi n", System.Net.WebUtility.HtmlDecode(await LetterAsync(desk, id)), StringComparison.Ordinal);
        Assert.NotEmpty(mail);

        // Neither a code nor the answer went to the dead person's own mailbox.
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(desk.Room.DataFolder, "mail"), "*.eml"), f => File.ReadAllText(f).Contains("To: ann@example.test", StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> AskAsync(Desk desk, string right, object requester) => desk.Http.PostAsJsonAsync(
        "/api/subject-rights/requests",
        new { right, subject = new { email = "ann@example.test" }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR", requester });

    private static Task<string> LetterAsync(Desk desk, Guid id) => desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter");

    private static async Task<IReadOnlyList<JsonNode>> NoticesAsync(Desk desk, string recipient)
    {
        using var contacts = desk.Room.AsRoom("contacts");
        var answer = await contacts.PostAsJsonAsync("/internal/subject-rights/notices/read", new { recipient, after = Guid.Empty, limit = 10 });
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(n => n!)];
    }

    private static async Task<HttpResponseMessage> AcknowledgeAsync(Desk desk, JsonNode notice, string recipient)
    {
        using var contacts = desk.Room.AsRoom("contacts");
        return await contacts.PostAsJsonAsync($"/internal/subject-rights/notices/{notice["id"]}/acknowledgement", new { recipient });
    }

    private static async Task<IEnumerable<string>> OwedAsync(Desk desk) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray()
            .Where(t => t!["code"]!.GetValue<string>() == "RECIPIENT_TO_TELL").Select(t => t!["about"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> asked) =>
        JsonNode.Parse(await (await asked).Content.ReadAsStringAsync())!["code"]!.GetValue<string>();
}
