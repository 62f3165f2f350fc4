using System.Net;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Campaigns.Tests;

/// <summary>Call lists: only who may be called now, with the script, and a refusal that counts at once.</summary>
public sealed class CallingTests
{
    [Fact]
    public async Task Only_callable_people_are_shown_and_a_refusal_in_the_call_counts()
    {
        await using var room = await RoomHost.StartAsync(new CampaignsModule());
        using var api = room.Client();
        TextingTests.People(room, ["+33100000000", "+33100000001", "+33100000002"]);
        room.Others.OnPost<TextingTests.Subjects>("consent", "internal/consent/decisions/batch", q => new
        {
            items = q.SubjectIds.Select(s => new
            {
                subjectId = s,
                decision = s == TextingTests.Person(0) ? Answer(false, "NO_CONSENT") : s == TextingTests.Person(1) ? Answer(false, "OUT_OF_HOURS") : Answer(true, "CONSENT"),
            }).ToArray(),
        });
        var campaign = await LaunchAsync(api);

        var call = await TextingTests.PostAsync(api, $"/{campaign}/calls", new { });
        using var none = await api.PostAsync($"/api/campaigns/{campaign}/calls", null);
        await TextingTests.PostAsync(api, $"/{campaign}/calls/{call["callId"]}/outcome", new { outcome = "refused" });
        using var twice = await api.PostAsync($"/api/campaigns/{campaign}/calls/{call["callId"]}/outcome", System.Net.Http.Json.JsonContent.Create(new { outcome = "reached" }));

        Assert.Equal(("+33100000002", TextingTests.Person(2).Value), (call["phone"]!.GetValue<string>(), call["subjectId"]!.GetValue<Guid>()));
        Assert.Contains("Shop", call["script"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (none.StatusCode, twice.StatusCode));
        var told = Assert.Single(await Studio.ToldAsync(room, TextingTests.Person(2)));
        Assert.Equal((TextingTests.Person(2), "phone", null, "refusedInCall"), (told.SubjectId, told.Channel, told.Purpose, told.Reason));
        Assert.Equal(
            [("excluded", "NO_CONSENT"), ("queued", "OUT_OF_HOURS"), ("sent", "REFUSED_IN_CALL")],
            (await SendsAsync(api, campaign)).Select(s => (s!["state"]!.GetValue<string>(), s["code"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Without_answer_the_person_comes_again_later_and_not_for_ever()
    {
        var clock = new StudioClock();
        await using var room = await RoomHost.StartAsync(new CampaignsModule(), o => o.Clock = clock);
        using var api = room.Client();
        TextingTests.People(room, ["+33100000000"]);
        var campaign = await LaunchAsync(api);

        for (var attempt = 0; attempt < 4; attempt++)
        {
            var call = await TextingTests.PostAsync(api, $"/{campaign}/calls", new { });
            await TextingTests.PostAsync(api, $"/{campaign}/calls/{call["callId"]}/outcome", new { outcome = "noAnswer" });
            using var soon = await api.PostAsync($"/api/campaigns/{campaign}/calls", null);
            Assert.Equal(HttpStatusCode.NoContent, soon.StatusCode);
            clock.Advance(TimeSpan.FromHours(25));
        }

        using var fifth = await api.PostAsync($"/api/campaigns/{campaign}/calls", null);
        Assert.Equal(HttpStatusCode.NoContent, fifth.StatusCode);
        Assert.Equal("NO_ANSWER", (await SendsAsync(api, campaign))[0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Consent_hears_how_often_somebody_was_called_in_every_campaign_and_its_no_waits()
    {
        await using var room = await RoomHost.StartAsync(new CampaignsModule());
        using var api = room.Client();
        TextingTests.People(room, ["+33100000000"]);
        var heard = 0;
        room.Others.OnPost<JsonObject>("consent", "internal/consent/decisions/batch", q =>
        {
            heard = q["attempts"]!.AsArray() is [{ } calls] ? calls["last30Days"]!.GetValue<int>() : 0;
            return new { items = new[] { new { subjectId = TextingTests.Person(0), decision = heard < 2 ? Answer(true, "CONSENT") : Answer(false, "FREQUENCY") } } };
        });
        foreach (var attempt in (int[])[0, 1])
        {
            var campaign = await LaunchAsync(api);
            var call = await TextingTests.PostAsync(api, $"/{campaign}/calls", new { });
            Assert.Equal(attempt, heard);
            await TextingTests.PostAsync(api, $"/{campaign}/calls/{call["callId"]}/outcome", new { outcome = "reached" });
        }

        var third = await LaunchAsync(api);
        using var none = await api.PostAsync($"/api/campaigns/{third}/calls", null);

        Assert.Equal((HttpStatusCode.NoContent, 2), (none.StatusCode, heard));
        var waits = (await SendsAsync(api, third))[0]!;
        Assert.Equal(("queued", "FREQUENCY"), (waits["state"]!.GetValue<string>(), waits["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Many_agents_at_once_never_get_the_same_person()
    {
        await using var room = await RoomHost.StartAsync(new CampaignsModule());
        using var api = room.Client();
        TextingTests.People(room, [.. Enumerable.Range(0, 6).Select(i => $"+3310000000{i}")]);
        var campaign = await LaunchAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => api.PostAsync($"/api/campaigns/{campaign}/calls", null)));

        var calls = await Task.WhenAll(answers.Where(a => a.StatusCode == HttpStatusCode.OK).Select(async a => JsonNode.Parse(await a.Content.ReadAsStringAsync())!["callId"]!.GetValue<Guid>()));
        Assert.NotEmpty(calls);
        Assert.Equal(calls.Distinct().Count(), calls.Length);
        Assert.Equal(calls.Length, (await SendsAsync(api, campaign)).Count(s => s!["state"]!.GetValue<string>() == "sending"));
    }

    [Fact]
    public async Task Who_agrees_in_a_call_is_written_to_and_nothing_is_recorded_before_the_confirmation()
    {
        await using var room = await RoomHost.StartAsync(new CampaignsModule());
        using var api = room.Client();
        TextingTests.People(room, ["+33100000000"]);
        var asked = new List<string>();
        room.Others.OnPost<JsonObject>("consent", "internal/consent/confirmations", q =>
        {
            asked.Add($"{q["subjectId"]} {q["channel"]} {q["noticeId"]}");
            return new { requestId = Guid.CreateVersion7() };
        });
        var notice = Guid.CreateVersion7();
        var (without, with) = (await LaunchAsync(api), await LaunchAsync(api, notice));
        var first = await TextingTests.PostAsync(api, $"/{without}/calls", new { });
        using var refused = await api.PostAsync($"/api/campaigns/{without}/calls/{first["callId"]}/outcome", System.Net.Http.Json.JsonContent.Create(new { outcome = "agreed" }));
        var second = await TextingTests.PostAsync(api, $"/{with}/calls", new { });
        await TextingTests.PostAsync(api, $"/{with}/calls/{second["callId"]}/outcome", new { outcome = "agreed" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal([$"{TextingTests.Person(0)} phone {notice}"], asked);
        Assert.Equal("CONFIRMATION_ASKED", (await SendsAsync(api, with))[0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_call_of_which_nobody_says_what_came_is_unknown_after_an_hour_and_may_still_be_told()
    {
        var clock = new StudioClock();
        await using var room = await RoomHost.StartAsync(new CampaignsModule(), o => o.Clock = clock);
        using var api = room.Client();
        TextingTests.People(room, ["+33100000000"]);
        var campaign = await LaunchAsync(api);
        var call = await TextingTests.PostAsync(api, $"/{campaign}/calls", new { });
        clock.Advance(TimeSpan.FromMinutes(61));
        using var none = await api.PostAsync($"/api/campaigns/{campaign}/calls", null);
        var lost = (await SendsAsync(api, campaign))[0]!["code"]!.GetValue<string>();
        await TextingTests.PostAsync(api, $"/{campaign}/calls/{call["callId"]}/outcome", new { outcome = "refused" });

        Assert.Equal((HttpStatusCode.NoContent, "NO_OUTCOME"), (none.StatusCode, lost));
        Assert.Equal("REFUSED_IN_CALL", (await SendsAsync(api, campaign))[0]!["code"]!.GetValue<string>());
    }

    private static object Answer(bool allowed, string code) => new { allowed, code, ruleId = "MK-7", evidenceIds = Array.Empty<Guid>(), why = "because" };

    private static async Task<Guid> LaunchAsync(HttpClient api, Guid? noticeId = null)
    {
        var template = await TextingTests.PostAsync(api, "/templates", new
        {
            name = "t", channel = "phone", texts = new[] { new { language = "fr", text = "Bonjour, ici {{ sender.name }}. {{ source }} {{ objection }}" } },
        });
        var segment = await TextingTests.PostAsync(api, "/segments", new { name = "all", criteria = new { country = "FR" } });
        var campaign = await TextingTests.PostAsync(api, string.Empty, new
        {
            name = "c", channel = "phone", purpose = "newsletter", templateId = template["id"], segmentId = segment["id"], sender = new { name = "Shop", address = "+33162000000" }, noticeId,
        });
        var preflight = await TextingTests.PostAsync(api, $"/{campaign["id"]}/preflight", new { });
        await TextingTests.PostAsync(api, $"/{campaign["id"]}/launch", new { preflightId = preflight["id"], reason = "go" });
        await Eventually.Async(
            async () => JsonNode.Parse(await api.GetStringAsync($"/api/campaigns/{campaign["id"]}"))!["prepared"]!.GetValue<bool>(), TimeSpan.FromSeconds(20), "the list is there");
        return Studio.IdOf(campaign);
    }

    private static async Task<JsonArray> SendsAsync(HttpClient api, Guid campaign) =>
        new([.. JsonNode.Parse(await api.GetStringAsync($"/api/campaigns/{campaign}/sends"))!["items"]!.AsArray().OrderBy(s => s!["subjectId"]!.GetValue<Guid>()).Select(s => s!.DeepClone())]);
}
