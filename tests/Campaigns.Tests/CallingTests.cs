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

    private static object Answer(bool allowed, string code) => new { allowed, code, ruleId = "MK-7", evidenceIds = Array.Empty<Guid>(), why = "because" };

    private static async Task<Guid> LaunchAsync(HttpClient api)
    {
        var template = await TextingTests.PostAsync(api, "/templates", new
        {
            name = "t", channel = "phone", texts = new[] { new { language = "fr", text = "Bonjour, ici {{ sender.name }}. {{ source }} {{ objection }}" } },
        });
        var segment = await TextingTests.PostAsync(api, "/segments", new { name = "all", criteria = new { country = "FR" } });
        var campaign = await TextingTests.PostAsync(api, string.Empty, new
        {
            name = "c", channel = "phone", purpose = "newsletter", templateId = template["id"], segmentId = segment["id"], sender = new { name = "Shop", address = "+33162000000" },
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
