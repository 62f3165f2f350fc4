using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Somebody who asks on paper and has no e-mail: what must be told first is told by a letter that staff have posted.</summary>
public sealed class ToldByPostTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Stored = new("contacts.email", 1, Outcome.Restricted, "18(1)(b)", null);

    [Fact]
    public async Task An_extension_and_the_end_of_a_restriction_count_once_the_letter_was_posted()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await ReceiveAsync(desk);
        await desk.UntilAsync(id, "AwaitingIdentity");
        Assert.Equal("REPLY_ADDRESS_MISSING", await TryAsync(desk, id, "extension", new { because = "complexity", reason = "Douze systèmes." }));
        Assert.Equal("POSTED_TOO_EARLY", await TryAsync(desk, id, "extension", new { because = "complexity", reason = "Douze systèmes.", postedAt = "2026-11-01T09:00:00+01:00" }));
        Assert.Equal("DATE_IN_FUTURE", await TryAsync(desk, id, "extension", new { because = "complexity", reason = "Douze systèmes.", postedAt = "2026-12-24T09:00:00+01:00" }));

        await desk.StepAsync(id, "extension", new { because = "complexity", reason = "Douze systèmes.", postedAt = "2026-11-20T09:00:00+01:00" });
        var extended = await Eventually.Async(
            async () => (await desk.StateAsync(id)) is { } s && s["extendedDueAt"] is not null ? s : null, TimeSpan.FromSeconds(20), "the extension counts");
        Assert.Equal("2027-02-02T23:59:59+01:00", extended["extendedDueAt"]!.GetValue<string>());

        await RestrictAsync(desk, id);
        Assert.Equal("REPLY_ADDRESS_MISSING", await TryAsync(desk, id, "lifting", new { reason = "The data is right." }));
        Assert.Empty(desk.Room.Bus.All<RestrictionLifted>());
        await desk.StepAsync(id, "lifting", new { reason = "The data is right.", postedAt = "2026-11-23T09:00:00+01:00" });

        await Eventually.Async(
            () => Task.FromResult(desk.Room.Bus.All<RestrictionLifted>().Any(l => l.RequestId == id)), TimeSpan.FromSeconds(20), "the restriction is lifted");
    }

    private static async Task RestrictAsync(Desk desk, Guid id)
    {
        await desk.StepAsync(id, "identity", new { method = "staff", outcome = "confirmed", reason = "power of attorney seen", mandateSeen = true });
        await desk.AnswerAsync<LocateSubject>(id, Stored);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Stored);
        await desk.AnswerAsync<VerifySubject>(id, Stored);
        await desk.UntilAsync(id, "Completed");
    }

    private static async Task<Guid> ReceiveAsync(Desk desk)
    {
        var answer = await desk.Http.PostAsJsonAsync("/api/subject-rights/requests", new
        {
            right = "restriction", subject = new { email = "ann@example.test" }, receivedAt = "2026-11-02T10:00:00+01:00", channel = "post", country = "FR",
            details = new { ground = "unlawful" }, requester = new { capacity = "representative", name = "Maître Exemple", mandate = "power of attorney" },
        });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!["id"]!.GetValue<Guid>();
    }

    private static async Task<string?> TryAsync(Desk desk, Guid id, string step, object body)
    {
        var answer = await desk.Http.PostAsJsonAsync($"/api/subject-rights/requests/{id}/{step}", body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]?.GetValue<string>();
    }
}
