using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Due on 2 December: whatever closes it later says why.</summary>
public sealed class DelayReasonTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly DateTimeOffset Late = DateTimeOffset.Parse("2026-12-03T09:00:00+01:00");

    [Theory]
    [InlineData("refusal", """{"ground":"12(5)","reason":"r"}""", """{"ground":"12(5)","reason":"r","delayReason":"ill"}""", "Refused")]
    [InlineData("cancellation", """{"reason":"r"}""", """{"reason":"r","delayReason":"ill"}""", "Cancelled")]
    public async Task An_overdue_request_is_not_closed_without_a_reason(string step, string without, string with, string end)
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await LocatedAsync(desk);
        desk.Clock.Set(Late);

        Assert.Equal((422, "DELAY_REASON_MISSING"), await TryAsync(desk, id, step, without));
        Assert.Equal(202, (await TryAsync(desk, id, step, with)).Status);
        await desk.UntilAsync(id, end);
    }

    [Fact]
    public async Task The_answer_leaves_but_the_request_stays_open_until_somebody_says_why_it_was_late()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await LocatedAsync(desk);
        Assert.Equal("NOT_LATE", (await TryAsync(desk, id, "delay-reason", """{"reason":"early"}""")).Code);
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        await desk.RoundAsync<VerifySubject>(id, "contacts", 0);
        desk.Clock.Set(Late);
        await desk.AnswerAsync<VerifySubject>(id);

        await Eventually.Async(async () => (await desk.StateAsync(id))["code"]?.GetValue<string>() == "DELAY_REASON_MISSING", TimeSpan.FromSeconds(20), "a reason is missing");
        Assert.Equal("Verifying", (await desk.StateAsync(id))["status"]!.GetValue<string>());
        Assert.Empty(desk.Room.Bus.All<SubjectRequestClosed>());
        Assert.Contains("retard", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);

        Assert.Equal(202, (await TryAsync(desk, id, "delay-reason", """{"reason":"A supplier was late."}""")).Status);
        await desk.UntilAsync(id, "Completed");
        Assert.Equal("ALREADY_EXPLAINED", (await TryAsync(desk, await LocatedLateAsync(desk), "delay-reason", """{"reason":"again"}""")).Code);
    }

    [Fact]
    public async Task A_reason_said_in_time_is_in_the_letter()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await LocatedAsync(desk);
        desk.Clock.Set(Late);
        await TryAsync(desk, id, "delay-reason", """{"reason":"A supplier was late."}""");
        await ExplainedAsync(desk, id);

        await desk.StepAsync(id, "refusal", new { ground = "12(5)", reason = "Excessive." });

        await desk.UntilAsync(id, "Refused");
        Assert.Contains("A supplier was late.", await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/letter"), StringComparison.Ordinal);
    }

    private static async Task<Guid> LocatedLateAsync(Desk desk)
    {
        var id = await LocatedAsync(desk);
        await TryAsync(desk, id, "delay-reason", """{"reason":"first"}""");
        await ExplainedAsync(desk, id);
        return id;
    }

    private static Task ExplainedAsync(Desk desk, Guid id) => Eventually.Async(
        () => desk.Room.ReadAsync<Data.SubjectRightsDbContext, bool>(db => db.Requests.IgnoreAutoIncludes().AnyAsync(r => r.CorrelationId == id && r.DelayExplainedAt != null)),
        TimeSpan.FromSeconds(20),
        "the reason is known");

    private static async Task<Guid> LocatedAsync(Desk desk)
    {
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, Held);
        await desk.UntilAsync(id, "AwaitingReview");
        return id;
    }

    private static async Task<(int Status, string? Code)> TryAsync(Desk desk, Guid id, string step, string body)
    {
        using var answer = await desk.Http.PostAsync($"/api/subject-rights/requests/{id}/{step}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!["code"]?.GetValue<string>() : null);
    }
}
