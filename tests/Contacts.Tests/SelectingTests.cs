using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gdpr.Contacts.Tests;

/// <summary>What Campaigns asks: who is in a segment, and by which address somebody is reached.</summary>
public sealed class SelectingTests
{
    [Fact]
    public async Task People_are_found_by_field_tag_and_origin_page_by_page()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var ann = await contacts.RegisterAsync(Body("ann@example.test", "FR", "fair", new { tier = "gold" }));
        var bob = await contacts.RegisterAsync(Body("bob@example.test", "FR", "fair", new { tier = "silver" }));
        var eve = await contacts.RegisterAsync(Body("eve@example.test", "BE", "web", new { tier = "gold" }));
        using var campaigns = contacts.Host.AsRoom("campaigns");

        Assert.Equal([ann, bob], await SelectAsync(campaigns, new { country = "FR", limit = 10 }));
        Assert.Equal([ann, eve], await SelectAsync(campaigns, new { attributes = new { tier = "gold" }, limit = 10 }));
        Assert.Equal([eve], await SelectAsync(campaigns, new { origin = "web", limit = 10 }));
        Assert.Equal([bob], await SelectAsync(campaigns, new { origin = "fair", after = ann, limit = 1 }));
        Assert.Equal(2, (await PostAsync(campaigns, "select", new { country = "FR", countOnly = true }))["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_recipient_comes_with_the_primary_address_and_the_first_origin()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var ann = await contacts.RegisterAsync(Body("ann@example.test", "FR", "fair", new { tier = "gold" }));
        using var campaigns = contacts.Host.AsRoom("campaigns");

        var item = Assert.Single((await PostAsync(campaigns, "recipients", new { subjectIds = new[] { ann, Guid.CreateVersion7() } }))["items"]!.AsArray())!;

        Assert.Equal(("ann@example.test", "fair", "Ann"), (item["email"]!.GetValue<string>(), item["origin"]!.GetValue<string>(), item["givenName"]!.GetValue<string>()));
    }

    private static object Body(string email, string country, string origin, object attributes) => new
    {
        kind = "person", givenName = "Ann", familyName = "Lee", emails = new[] { new { value = email, primary = true } }, country, audience = "B2C", attributes,
        source = new { origin, obtainedAt = TimeProvider.System.GetUtcNow().AddDays(-1) },
    };

    private static async Task<IReadOnlyList<Guid>> SelectAsync(HttpClient campaigns, object asked) =>
        [.. (await PostAsync(campaigns, "select", asked))["subjectIds"]!.AsArray().Select(s => s!.GetValue<Guid>())];

    private static async Task<JsonNode> PostAsync(HttpClient campaigns, string path, object body)
    {
        using var answer = await campaigns.PostAsJsonAsync($"/internal/contacts/subjects/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
