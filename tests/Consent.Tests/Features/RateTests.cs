using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Rating;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Consent.Tests.Features;

/// <summary>How many consent, of everybody, kept day by day.</summary>
public sealed class RateTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 11, 0, 0, TimeSpan.Zero);

    // No day ends while a test counts.
    private static MovableClock AtNoon()
    {
        var clock = new MovableClock();
        clock.Set(Noon);
        return clock;
    }

    [Fact]
    public async Task Everybody_is_counted_by_purpose_channel_and_source_and_counted_anew_when_asked()
    {
        var clock = AtNoon();
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(clock);
        clock.Advance(TimeSpan.FromMinutes(5));
        var (yes, no) = (await room.RegisterFromAsync(new { origin = "form" }, "a@example.test"), await room.RegisterFromAsync(new { origin = "form" }, "b@example.test"));
        var (imported, gone) = (await room.RegisterFromAsync(new { origin = "purchased" }, "c@example.test"), await room.RegisterAsync("d@example.test"));
        await room.PublishNoticeAsync("orders", legalBasis: "contract");
        Assert.Equal("null  ", await ReadAsync(room));
        await ConsentRoom.Created(room.SayAsync(yes, "given", at: Noon));
        await ConsentRoom.Created(room.SayAsync(no, "given", at: Noon));
        await ConsentRoom.Created(room.SayAsync(no, "withdrawn", at: Noon.AddMinutes(1)));
        await ConsentRoom.Created(room.SayAsync(gone, "given", "sms", at: Noon));
        await ConsentRoom.Created(room.SayAsync(imported, "given", method: "import", at: Noon));

        var before = await CountAsync(room);
        await ConsentRoom.Created(room.SayAsync(no, "renewed", at: Noon.AddMinutes(2)));
        await room.EraseAsync([gone], "d@example.test");
        var after = await CountAsync(room);

        Assert.Equal("newsletter email 4 2 1: form 2 1 1, purchased 1 1 0, unknown 1 0 0; newsletter sms 4 1 0: form 2 0 0, purchased 1 0 0, unknown 1 1 0", before);
        Assert.Equal("newsletter email 3 3 0: form 2 2 0, purchased 1 1 0; newsletter sms 3 0 0: form 2 0 0, purchased 1 0 0", after);
        Assert.Equal(4, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Rates.CountAsync()));
    }

    [Fact]
    public async Task A_consent_to_calls_counts_at_night_and_a_box_that_is_full_changes_no_mind()
    {
        var clock = new MovableClock();
        clock.Set(Noon.AddHours(15));
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(clock);
        var notice = await room.PublishNoticeAsync("calls", ["phone", "email"]);
        var person = await room.RegisterAsync("a@example.test");
        foreach (var channel in new[] { "phone", "email" })
        {
            await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new { subjectId = person, purpose = "calls", channel, decision = "given", method = "form", noticeId = notice, at = Noon }));
        }

        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { subjectId = person, scope = "email", reason = "bounce" }));

        Assert.Equal(("OUT_OF_HOURS", "UNDELIVERABLE"), (await room.DecideAsync(person, "phone", "calls"), await room.DecideAsync(person, "email", "calls")));
        Assert.StartsWith("calls email 1 1 0: unknown 1 1 0; calls phone 1 1 0: unknown 1 1 0; ", await CountAsync(room), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_asked_for_hides_no_consent_to_calls()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(AtNoon());
        var notice = await room.PublishNoticeAsync("calls", ["phone"]);
        var person = await room.RegisterAsync("a@example.test");
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new { subjectId = person, purpose = "calls", channel = "phone", decision = "given", method = "form", noticeId = notice, at = Noon }));
        await room.StateAsync(person, new { callbackRequestedAt = Noon.AddMinutes(-5) });

        Assert.Equal("CALLBACK_REQUEST", await room.DecideAsync(person, "phone", "calls"));
        Assert.StartsWith("calls phone 1 1 0: unknown 1 1 0; ", await CountAsync(room), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_day_is_counted_once_and_stays()
    {
        var clock = AtNoon();
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(clock);
        Assert.False(await SweepAsync(room));
        var person = await room.RegisterAsync("a@example.test");

        var sweeps = new List<bool> { await SweepAsync(room), await SweepAsync(room) };
        await ConsentRoom.Created(room.SayAsync(person, "given", at: Noon));
        sweeps.Add(await SweepAsync(room));
        clock.Set(Noon.AddHours(13)); // past midnight in Paris
        sweeps.Add(await SweepAsync(room));

        Assert.Equal([true, false, false, true], sweeps);
        Assert.Equal(
            ["2027-03-01 email 1 0 0", "2027-03-01 sms 1 0 0", "2027-03-02 email 1 1 0", "2027-03-02 sms 1 0 0"],
            Rows((await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/purposes/newsletter/rates"))!));
        Assert.Equal(
            ["2027-03-01 email 1 0 0", "2027-03-01 sms 1 0 0"],
            Rows((await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/purposes/newsletter/rates?from=2026-06-01&to=2027-03-01"))!));
        Assert.StartsWith("newsletter email 1 1 0", await ReadAsync(room), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("newsletter", "from=2027-03-02&to=2027-03-01", "PERIOD_INVALID")]
    [InlineData("newsletter", "from=2025-01-01&to=2027-03-01", "PERIOD_INVALID")]
    [InlineData("newsletter", "from=0001-01-01", "PERIOD_INVALID")]
    [InlineData("nothing", "", "PURPOSE_UNKNOWN")]
    public async Task A_period_is_one_that_can_be_shown(string purpose, string query, string code)
    {
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(AtNoon());

        await ConsentRoom.RefusedAsync(room.Http.GetAsync(new Uri($"/api/consent/purposes/{purpose}/rates?{query}", UriKind.Relative)), 422, code);
    }

    [Fact]
    public async Task Sources_of_few_people_are_counted_together()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(AtNoon());
        for (var i = 0; i <= ConsentRate.MostOrigins; i++)
        {
            await room.RegisterFromAsync(new { origin = $"o{i:00}" }, $"a{i}@example.test");
        }

        await room.RegisterFromAsync(new { origin = "o20" }, "z@example.test");

        var email = (await CountAsync(room)).Split("; ")[0];

        Assert.StartsWith("newsletter email 22 0 0: o20 2 0 0, ", email, StringComparison.Ordinal);
        Assert.Contains("other 1 0 0", email, StringComparison.Ordinal);
        Assert.DoesNotContain("o19", email, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_at_the_same_moment_leave_one()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<RateSweeper>(AtNoon());
        await room.RegisterAsync("a@example.test");

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CountAsync(room)));

        Assert.All(counts, c => Assert.Equal("newsletter email 1 0 0: unknown 1 0 0; newsletter sms 1 0 0: unknown 1 0 0", c));
        Assert.Equal(2, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Rates.CountAsync()));
    }

    private static async Task<string> CountAsync(ConsentRoom room)
    {
        using var answer = await room.Http.PostAsJsonAsync("/api/consent/rates", new { });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return Written(JsonNode.Parse(body)!);
    }

    private static async Task<string> ReadAsync(ConsentRoom room)
    {
        var body = (await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/rates"))!;
        return body["day"] is null ? $"null {body["countedAt"]} {Written(body)}" : Written(body);
    }

    private static string Written(JsonNode body) => string.Join("; ", body["items"]!.AsArray().Select(i =>
        $"{i!["purpose"]} {i["channel"]} {Figures(i)}: {string.Join(", ", i["sources"]!.AsArray().Select(s => $"{s!["origin"]} {Figures(s)}"))}"));

    private static string Figures(JsonNode of) => $"{of["known"]} {of["consented"]} {of["refused"]}";

    private static IEnumerable<string> Rows(JsonNode body) => body["items"]!.AsArray().Select(i => $"{i!["day"]} {i["channel"]} {Figures(i)}");

    private static Task<bool> SweepAsync(ConsentRoom room) =>
        room.Host.ReadAsync<ConsentDbContext, bool>(db => RateSweeper.SweepAsync(db, room.Host.Services.GetRequiredService<GdprSettings>().Controller, CancellationToken.None));
}
