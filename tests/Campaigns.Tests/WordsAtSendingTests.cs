using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Campaigns.Tests;

/// <summary>What is asked and checked for each single message, beyond what the pre-flight saw.</summary>
public sealed class WordsAtSendingTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_condition_that_hides_a_mandatory_part_from_some_keeps_their_message_back()
    {
        var ada = studio.Knows("hidden", "hidden-ada@example.test");
        var bob = studio.Knows("hidden", "hidden-bob@example.test", given: "Bob");
        const string Sly = "{% if person.givenName == 'Ada' %}{{ objection }}{% endif %}";
        var template = await studio.TemplateAsync(new
        {
            language = "fr", subject = "x", text = Samples.Body.Replace("{{ objection }}", Sly, StringComparison.Ordinal),
        });
        var campaign = await studio.CampaignAsync("hidden", template: template);
        await studio.LaunchAsync(campaign);

        var sends = await studio.SendsAsync(await studio.EndAsync(campaign));

        Assert.Equal("sent", sends[ada.Id].State);
        Assert.Equal(("failed", "OBJECTION_MISSING/fr/text"), sends[bob.Id]);
        Assert.Empty(studio.Sink.To(bob.Email));
    }

    [Fact]
    public async Task Consent_is_told_what_the_message_carries()
    {
        studio.Knows("carries", "carries@example.test");
        var template = await studio.TemplateAsync(Samples.Without("{{ links.unsubscribe }}"));
        var (whole, lame) = (await studio.CampaignAsync("carries"), await studio.CampaignAsync("carries", template: template));

        await studio.PreflightAsync(whole);
        await studio.PreflightAsync(lame);

        var asked = studio.Host.Others.Calls.Where(c => c.Room == "consent").TakeLast(2).Select(c => JsonNode.Parse(c.Body)!["message"]!).ToList();
        Assert.Equal((true, true, true), Carried(asked[0]));
        Assert.Equal((true, false, true), Carried(asked[1]));

        static (bool, bool, bool) Carried(JsonNode m) => (m["senderIdentity"]!.GetValue<bool>(), m["unsubscribe"]!.GetValue<bool>(), m["oneClickHeaders"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Consent_learns_when_somebody_first_got_a_message_since_a_moment()
    {
        var (ada, bob) = (studio.Knows("first", "first-ada@example.test"), studio.Knows("first", "first-bob@example.test"));
        studio.Refused[bob.Id] = "OBJECTED";
        var before = studio.Clock.GetUtcNow();
        await studio.RunAsync("first");

        Assert.Equal([ada.Id.Value], await FirstAsync(before));
        Assert.Empty(await FirstAsync(before.AddHours(1)));

        async Task<Guid[]> FirstAsync(DateTimeOffset since)
        {
            using var consent = studio.Host.AsRoom("consent");
            using var answer = await consent.PostAsJsonAsync("/internal/campaigns/subjects/first-sends", new { items = new[] { ada, bob }.Select(p => new { subjectId = p.Id, at = since }) });
            return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(i => i!["subjectId"]!.GetValue<Guid>())];
        }
    }

    [Fact]
    public async Task A_throttled_domain_gets_its_share_however_many_batches_are_decided()
    {
        var people = Enumerable.Range(0, 260).Select(i => studio.Knows("batches", $"batches-{i}@tiny.test")).ToList();
        var campaign = await studio.CampaignAsync("batches", new { perDomainPerMinute = 7 });
        await studio.LaunchAsync(campaign);

        await studio.UntilAsync(campaign, c => Count(c, "sent") >= 7 && Count(c, "sending") == 0, "the first have left");
        var now = studio.Clock.GetUtcNow();
        await Eventually.Async(
            async () => await studio.ReadAsync(db => Task.FromResult(db.Sends.Count(s => s.CampaignId == campaign && s.AvailableAt > now) >= people.Count - 7)),
            TimeSpan.FromSeconds(20),
            "everybody else waits");

        Assert.Equal(7, people.Sum(p => studio.Sink.To(p.Email).Count));
        await studio.DoAsync($"/{campaign}/end", new { }, System.Net.HttpStatusCode.Accepted);
        var ended = (await studio.GetAsync($"/{campaign}"))["sends"]!.AsArray();
        Assert.Equal(["excluded", "sent"], ended.Select(s => Studio.Text(s!, "state")).Order(StringComparer.Ordinal));

        static int Count(JsonNode c, string state) => c["sends"]!.AsArray().Where(s => Studio.Text(s!, "state") == state).Sum(s => s!["count"]!.GetValue<int>());
    }
}
