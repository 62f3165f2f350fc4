using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Gdpr.Testing.Smtp;

namespace Gdpr.Campaigns.Tests;

/// <summary>The sender in a process of its own, killed by SIGKILL in the middle of a campaign, twice.</summary>
public sealed class KillTests
{
    private static readonly int People = Require.IsSoak ? 10_000 : 1200;
    private const int Lanes = 4;

    [Fact]
    public async Task Everybody_gets_the_mail_once_or_is_listed_as_unknown()
    {
        using var folder = new TempFolder();
        await using var sink = new SmtpSink();
        await using var child = await ChildHost.StartAsync(new ChildHostOptions(Dll, folder.Combine("data"), sink.Address.ToString(), $"{People}"));
        child.Client.DefaultRequestHeaders.Add("X-Test-Scopes", "campaigns.write");
        child.Client.DefaultRequestHeaders.Add("X-Test-Sub", "marketer");
        var campaign = await LaunchAsync(child);

        foreach (var share in (int[])[3, 2])
        {
            await Eventually.Async(() => Task.FromResult(sink.Count > People / share), TimeSpan.FromSeconds(60), $"1/{share} has arrived");
            await child.KillAsync();
            await child.RestartAsync();
        }

        await Eventually.Async(async () => (await ViewAsync(child, campaign))["state"]!.GetValue<string>() == "completed", TimeSpan.FromSeconds(90), "the campaign ends");

        var received = sink.Mails.GroupBy(m => m.To).ToDictionary(g => g.Key, g => g.Count());
        var states = await StatesAsync(child, campaign);
        Assert.Equal(People, states.Count);
        Assert.All(received, r => Assert.True(r.Value == 1, $"{r.Key} got {r.Value}"));
        Assert.All(states, s => Assert.True(s.Value == "unknown" || received.ContainsKey(s.Key), $"{s.Key} is {s.Value} and got nothing"));
        Assert.InRange(states.Count(s => s.Value == "unknown"), 0, 2 * Lanes);
        Assert.All(states.Values, s => Assert.Contains(s, (string[])["sent", "unknown"]));
    }

    private static string Dll => Path.Combine(RepositoryRoot.Find(), "tests", "CampaignsHost", "bin", "Debug", "net10.0", "Gdpr.CampaignsHost.dll");

    private static async Task<Guid> LaunchAsync(ChildHost child)
    {
        var template = await PostAsync(child, "/templates", new { name = "t", channel = "email", texts = new[] { Samples.French } });
        var segment = await PostAsync(child, "/segments", new { name = "all", criteria = new { country = "FR" } });
        var campaign = await PostAsync(child, string.Empty, new
        {
            name = "c", channel = "email", purpose = "newsletter", templateId = template["id"], segmentId = segment["id"], sender = new { name = "Shop", address = "news@shop.test" },
        });
        var id = campaign["id"]!.GetValue<Guid>();
        var preflight = await PostAsync(child, $"/{id}/preflight", new { });
        Assert.Equal(People, preflight["going"]!.GetValue<int>());
        await PostAsync(child, $"/{id}/launch", new { preflightId = preflight["id"], reason = "go" });
        return id;
    }

    private static async Task<JsonNode> PostAsync(ChildHost child, string path, object body)
    {
        using var answer = await child.Client.PostAsJsonAsync($"/api/campaigns{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> ViewAsync(ChildHost child, Guid campaign) => JsonNode.Parse(await child.Client.GetStringAsync($"/api/campaigns/{campaign}"))!;

    private static async Task<Dictionary<string, string>> StatesAsync(ChildHost child, Guid campaign)
    {
        var states = new Dictionary<string, string>();
        string? after = null;
        do
        {
            var page = JsonNode.Parse(await child.Client.GetStringAsync($"/api/campaigns/{campaign}/sends?limit=500&after={after}"))!;
            foreach (var send in page["items"]!.AsArray())
            {
                states.Add(ManyPeople.AddressOf(new Kernel.SubjectId(send!["subjectId"]!.GetValue<Guid>())), send["state"]!.GetValue<string>());
            }

            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);

        return states;
    }
}
