using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gdpr.Campaigns.Tests;

public sealed class PreflightTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task Counts_by_reason_with_examples_and_keeps_them()
    {
        var going = studio.Knows("counts", "counts-a@example.test");
        var objected = studio.Knows("counts", "counts-b@example.test");
        var stale = studio.Knows("counts", "counts-c@example.test");
        var mute = studio.Knows("counts", string.Empty);
        studio.Refused[objected.Id] = "OBJECTED";
        studio.Refused[stale.Id] = "STALE";
        var campaign = await studio.CampaignAsync("counts");

        var preflight = await studio.PreflightAsync(campaign);

        Assert.Equal((4, 1, 3), (Int(preflight, "total"), Int(preflight, "going"), Int(preflight, "excluded")));
        Assert.Equal([("CONSENT", 1, going.Id.Value)], Reasons(preflight, "allowed"));
        Assert.Equal(
            [("NO_ADDRESS", 1, mute.Id.Value), ("OBJECTED", 1, objected.Id.Value), ("STALE", 1, stale.Id.Value)],
            Reasons(preflight, "excludes").OrderBy(r => r.Code, StringComparer.Ordinal));
        var kept = await studio.GetAsync($"/{campaign}/preflights/{preflight["id"]}");
        Assert.Equal(Reasons(preflight, "excludes").Order(), Reasons(kept, "excludes").Order());
        Assert.DoesNotContain(studio.Sink.Mails, m => m.To.StartsWith("counts-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{ sender.name }}", "SENDER_MISSING")]
    [InlineData("{{ source }}", "SOURCE_MISSING")]
    [InlineData("{{ objection }}", "OBJECTION_MISSING")]
    [InlineData("{{ links.unsubscribe }}", "UNSUBSCRIBE_MISSING")]
    [InlineData("{{ links.data }}", "DATA_LINK_MISSING")]
    public async Task A_message_that_does_not_say_what_it_must_is_not_launched(string piece, string code)
    {
        studio.Knows(code, $"{code.ToLowerInvariant()}@example.test");
        var campaign = await studio.CampaignAsync(code, template: await studio.TemplateAsync(Samples.Without(piece)));

        var preflight = await studio.PreflightAsync(campaign);

        Assert.Equal([$"{code}/fr/html", $"{code}/fr/text"], preflight["missing"]!.AsArray().Select(m => m!.GetValue<string>()).Order());
        await RefusedAsync(campaign, preflight["id"], HttpStatusCode.Conflict, "PREFLIGHT_BLOCKED");
    }

    [Fact]
    public async Task A_launch_needs_a_reason_and_a_preflight_of_these_very_words()
    {
        studio.Knows("stale", "stale@example.test");
        var template = await studio.TemplateAsync();
        var campaign = await studio.CampaignAsync("stale", template: template);
        var preflight = await studio.PreflightAsync(campaign);
        using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/campaigns/templates/{template}")
        {
            Content = JsonContent.Create(new { name = "t", channel = "email", texts = new[] { Samples.French } }),
        };
        change.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await studio.Api.SendAsync(change)).EnsureSuccessStatusCode();

        await RefusedAsync(campaign, preflight["id"], HttpStatusCode.Conflict, "PREFLIGHT_STALE");
        await RefusedAsync(campaign, null, HttpStatusCode.UnprocessableEntity, "PREFLIGHT_MISSING");
        await RefusedAsync(campaign, Guid.CreateVersion7(), HttpStatusCode.NotFound, "PREFLIGHT_NOT_FOUND");
        Assert.Equal("draft", Studio.Text(await studio.GetAsync($"/{campaign}"), "state"));
    }

    [Fact]
    public async Task Broken_words_are_refused_when_they_are_written()
    {
        var answer = await studio.Api.PostAsJsonAsync("/api/campaigns/templates", new
        {
            name = "t", channel = "email", texts = new[] { new { language = "fr", subject = "x", text = "{% if person %}" } },
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "TEMPLATE_MALFORMED"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task A_segment_is_counted_live()
    {
        studio.Knows("live", "live-a@example.test");
        var segment = await studio.SegmentAsync("live");
        var before = await studio.DoAsync($"/segments/{segment}/preview", new { }, HttpStatusCode.OK);

        studio.Knows("live", "live-b@example.test");

        Assert.Equal(1, Int(before, "count"));
        Assert.Equal(2, Int(await studio.DoAsync($"/segments/{segment}/preview", new { }, HttpStatusCode.OK), "count"));
    }

    private async Task RefusedAsync(Guid campaign, object? preflight, HttpStatusCode status, string code)
    {
        using var answer = await studio.Api.PostAsJsonAsync($"/api/campaigns/{campaign}/launch", new { preflightId = preflight, reason = "why not" });
        Assert.Equal((status, code), (answer.StatusCode, await CodeAsync(answer)));
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>();

    private static int Int(JsonNode node, string name) => node[name]!.GetValue<int>();

    private static IEnumerable<(string Code, int Count, Guid Example)> Reasons(JsonNode preflight, string name) =>
        preflight[name]!.AsArray().Select(r => (r!["code"]!.GetValue<string>(), Int(r, "count"), r["examples"]!.AsArray().Single()!.GetValue<Guid>()));
}
