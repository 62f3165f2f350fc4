using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.FreeText;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Words about others that name the person: a task, a decision span by span, and no end before it.</summary>
public sealed class FreeTextTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly TextFound Found = Text("Notes.Text/1", "Her sister Ann Exemple pays; Ann Exemple is rude", false);
    private static readonly TextFound Chained = Text("Register.Content/9", "Ann Exemple told us", true);

    [Fact]
    public async Task What_nobody_decided_about_keeps_the_erasure_open_until_a_person_did()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await LocateAsync(desk, id, mentions: 3);
        await desk.UntilAsync(id, "AwaitingReview");
        Assert.Equal(["contacts"], await TasksAsync(desk, id));

        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        var round = await desk.RoundAsync<VerifySubject>(id, "contacts", 0);
        await SayAsync(desk, id, ParticipationPhase.Verify, round, [new Datum("contacts.freeText", 3, Outcome.None, null, null)], mentions: 3);
        await desk.AnswerAsync<VerifySubject>(id, "consent", 0, []);
        var partial = await desk.UntilAsync(id, "PartiallyCompleted");
        Assert.Equal("FREE_TEXT_UNDECIDED", partial["targets"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == "contacts")!["code"]!.GetValue<string>());

        await DecideAsync(desk, id);
        Assert.Empty(await TasksAsync(desk, id));
        await desk.StepAsync(id, "retry", new { });
        var act = await desk.AnswerAsync<CarryOut>(id, "contacts", round, [Held]);
        await desk.AnswerAsync<VerifySubject>(id, "contacts", act, []);
        await desk.UntilAsync(id, "Completed");
    }

    [Fact]
    public async Task Decisions_are_handed_to_the_room_span_by_span_and_only_for_the_text_that_was_read()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await LocateAsync(desk, id, mentions: 3);
        await desk.UntilAsync(id, "AwaitingReview");

        var listed = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/mentions"))!["items"]!.AsArray();
        Assert.Equal([(Found.Place, true, 2), (Chained.Place, false, 1)], listed.Select(i => (i!["place"]!.GetValue<string>(), i["redactable"]!.GetValue<bool>(), i["spans"]!.AsArray().Count)));
        Assert.Equal("TEXT_CHANGED", await CodeAsync(PostAsync(desk, id, Found.Place, "0000", new { start = 0, length = 3, redact = true })));
        Assert.Equal("TEXT_FIXED", await CodeAsync(PostAsync(desk, id, Chained.Place, Chained.Digest, new { start = 0, length = 11, redact = true })));
        await DecideAsync(desk, id);

        using var contacts = desk.Room.AsRoom("contacts");
        var file = await contacts.GetFromJsonAsync<CaseFile>($"/internal/subject-rights/case-files/{id}", RoomJson.Options);
        var decision = file!.Texts.Single(t => t.Place == Found.Place);
        Assert.Equal([true, false], decision.Spans.Select(s => s.Redact));
        Assert.Equal("Her sister […] pays; Ann Exemple is rude", TextSpan.Redact(Found.Text, decision.Spans.Where(s => s.Redact).Select(s => s.Span)));
        Assert.All(listed, i => Assert.False(i!["decided"]!.GetValue<bool>()));
        listed = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/mentions"))!["items"]!.AsArray();
        Assert.All(listed, i => Assert.True(i!["decided"]!.GetValue<bool>()));
    }

    private static async Task DecideAsync(Desk desk, Guid id)
    {
        var first = await PostAsync(desk, id, Chained.Place, Chained.Digest, new { start = 0, length = 11, redact = false, reason = "Part of the register" });
        Assert.Equal(1, JsonNode.Parse(await first.Content.ReadAsStringAsync())!["undecided"]!.GetValue<int>());
        var second = await PostAsync(
            desk, id, Found.Place, Found.Digest, new { start = 11, length = 11, redact = true }, new { start = 29, length = 11, redact = false, reason = "Another Ann Exemple" });
        Assert.Equal(0, JsonNode.Parse(await second.Content.ReadAsStringAsync())!["undecided"]!.GetValue<int>());
    }

    private static Task<HttpResponseMessage> PostAsync(Desk desk, Guid id, string place, string digest, params object[] spans) =>
        desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/mentions", new { decisions = new[] { new { room = "contacts", place, digest, spans } } });

    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> asked) =>
        JsonNode.Parse(await (await asked).Content.ReadAsStringAsync())!["code"]!.GetValue<string>();

    private static async Task LocateAsync(Desk desk, Guid id, int mentions)
    {
        await SayAsync(desk, id, ParticipationPhase.Locate, await desk.RoundAsync<LocateSubject>(id, "contacts", 0), [Held], mentions);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, [Held]);
    }

    private static Task SayAsync(Desk desk, Guid id, ParticipationPhase phase, int round, Datum[] data, int mentions) => desk.Room.SendAsync(
        ParticipationEndpoints.Saga, new ParticipantReported(id, "contacts", phase, round, ReportStatus.Done, Assurance.ReadBack, data, null, 0, null, mentions));

    private static async Task<IEnumerable<string>> TasksAsync(Desk desk, Guid id) =>
        [.. JsonNode.Parse(await desk.Http.GetStringAsync("/api/subject-rights/tasks"))!["items"]!.AsArray()
            .Where(t => t!["requestId"]!.GetValue<Guid>() == id && t["code"]!.GetValue<string>() == "FREE_TEXT" && t["dueAt"] is not null)
            .Select(t => t!["about"]!.GetValue<string>())];

    private static async Task<Desk> OpenAsync()
    {
        var desk = await Desk.OpenAsync(null, Ann);
        desk.Room.Others.OnGet("contacts", "internal/contacts/participation/", _ => new[] { Found, Chained });
        desk.Room.Others.OnGet("consent", "internal/consent/participation/", _ => Array.Empty<TextFound>());
        return desk;
    }

    private static TextFound Text(string place, string text, bool isFixed) =>
        new(place, "contacts.notes", isFixed, text, Mentions.In(text, [new Identifier(IdentifierKind.Name, "ann exemple")]));
}
