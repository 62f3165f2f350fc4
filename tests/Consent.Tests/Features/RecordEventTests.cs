using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Consent.Tests.Features;

public sealed class RecordEventTests
{
    [Fact]
    public async Task A_withdrawal_is_effective_with_its_receipt_and_announced()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        Assert.Equal("CONSENT", await room.DecideAsync(subject));

        await ConsentRoom.Created(room.SayAsync(subject, "withdrawn"));

        Assert.Equal("WITHDRAWN", await room.DecideAsync(subject));
        await ConsentRoom.Until(() => Task.FromResult(room.Host.Bus.All<ConsentWithdrawn>().Any(w => w == new ConsentWithdrawn(subject, "newsletter", "email"))));
    }

    [Fact]
    public async Task Each_bad_input_has_its_own_code_and_leaves_nothing()
    {
        await using var room = await ConsentRoom.StartAsync();
        await room.PublishNoticeAsync("calls", ["phone"]);
        var subject = await room.RegisterAsync("ada@example.test");
        var evidence = Enumerable.Range(0, 21).ToDictionary(i => $"k{i}", _ => "v");

        await Bad("PURPOSE_UNKNOWN", b => b["purpose"] = "nothing");
        await Bad("DATE_IN_FUTURE", b => b["at"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToString("O"));
        await Bad("EVIDENCE_TOO_LARGE", b => b["evidence"] = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(evidence)));
        await Bad("EVIDENCE_TOO_LARGE", b => b["evidence"] = new JsonObject { ["k"] = new string('x', 501) });
        await Bad("CHANNEL_UNKNOWN", b => b["channel"] = "fax");
        await Bad("CHANNEL_NOT_IN_PURPOSE", b => b["channel"] = "postal");
        await Bad("NO_PROOF", b => b.Remove("noticeId"));
        await Bad("NOTICE_UNKNOWN", b => b["noticeId"] = Guid.CreateVersion7());
        await Bad("NOTICE_OF_OTHER_PURPOSE", b => { b["purpose"] = "calls"; b["channel"] = "phone"; });
        await Bad("METHOD_MALFORMED", b => b["method"] = "By phone!");
        await Bad("DECISION_MISSING", b => b.Remove("decision"));
        await Bad("DATE_MISSING", b => b.Remove("at"));
        await Bad("SUBJECT_MISSING", b => b.Remove("subjectId"));
        await Bad("BODY_MALFORMED", b => b["subjectId"] = "not-an-id", 400);
        await Bad("BODY_MALFORMED", b => b["decision"] = "perhaps", 400);

        Assert.Equal(0, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync()));

        Task Bad(string code, Action<JsonObject> spoil, int status = 422)
        {
            var body = new JsonObject
            {
                ["subjectId"] = subject.Value, ["purpose"] = "newsletter", ["channel"] = "email", ["decision"] = "given",
                ["noticeId"] = room.Notice, ["method"] = "form", ["at"] = "2026-11-02T10:00:00+01:00",
            };
            spoil(body);
            return ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync("/api/consent/events", body), status, code);
        }
    }

    [Fact]
    public async Task The_same_key_gets_the_same_receipt_and_one_event()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");

        var first = await SendAsync("email");
        var second = await SendAsync("email");

        Assert.Equal(first["receiptId"]!.GetValue<Guid>(), second["receiptId"]!.GetValue<Guid>());
        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync()));
        await ConsentRoom.RefusedAsync(room.Http.SendAsync(Message("sms")), 422, "IDEMPOTENCY_KEY_REUSED");

        Task<JsonObject> SendAsync(string channel) => ConsentRoom.Created(room.Http.SendAsync(Message(channel)));

        HttpRequestMessage Message(string channel) => new(HttpMethod.Post, "/api/consent/events")
        {
            Headers = { { "Idempotency-Key", "k1" } },
            Content = JsonContent.Create(new
            {
                subjectId = subject, purpose = "newsletter", channel, decision = "withdrawn", method = "form", at = "2026-11-02T10:00:00+01:00",
            }),
        };
    }

    [Fact]
    public async Task What_was_said_and_shown_cannot_be_changed()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(subject, "given"));

        // Every path of the room reads or appends, but the facts of a person, which are stated whole.
        var paths = room.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => (Method: m, Path: e.RoutePattern.RawText)))
            .ToList();
        Assert.Equal(["GET", "POST", "PUT"], paths.Select(p => p.Method).Distinct().Order());
        Assert.Equal(["/api/consent/subjects/{id}/facts"], paths.Where(p => p.Method == "PUT").Select(p => p.Path));
        using var patch = await room.Http.PatchAsJsonAsync($"/api/consent/notices/{room.Notice}", new { text = "other" });
        Assert.False(patch.IsSuccessStatusCode);

        await Assert.ThrowsAsync<InvalidOperationException>(() => room.Host.ReadAsync<ConsentDbContext, int>(async db =>
        {
            var said = await db.Events.SingleAsync();
            db.Entry(said).Property(e => e.Decision).CurrentValue = ConsentDecision.Refused;
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task A_person_s_events_are_read_in_order_and_the_reading_is_audited()
    {
        await using var room = await ConsentRoom.StartAsync();
        var subject = await room.RegisterAsync("ada@example.test");
        await ConsentRoom.Created(room.SayAsync(subject, "given"));
        await ConsentRoom.Created(room.SayAsync(subject, "withdrawn"));
        await ConsentRoom.Created(room.SayAsync(SubjectId.New(TimeProvider.System), "refused"));

        var first = await Page("?limit=1");
        var second = await Page($"?limit=1&after={first["next"]}");

        Assert.Equal("given", first["items"]!.AsArray().Single()!["decision"]!.GetValue<string>());
        Assert.Equal("withdrawn", second["items"]!.AsArray().Single()!["decision"]!.GetValue<string>());
        Assert.Null(second["next"]);
        Assert.Equal(2, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "consent.read" && a.SubjectId == subject)));

        async Task<JsonObject> Page(string query) => (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/subjects/{subject}/events{query}"))!;
    }
}
