using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Puts people into the suite and looks for them.</summary>
internal static class People
{
    public static async Task<Guid> RegisterAsync(this Integrator me, string email, string? externalId = null, string familyName = "Exemple")
    {
        var answer = await me.InsistAsync("api/contacts", Contact(email, externalId, familyName), Guid.CreateVersion7().ToString());
        return answer["id"]!.GetValue<Guid>();
    }

    public static object Contact(string email, string? externalId = null, string familyName = "Exemple", string act = "none") => new
    {
        externalId,
        kind = "person",
        givenName = "Ann",
        familyName,
        emails = new[] { new { value = email, type = "home", primary = true, verified = false } },
        country = "FR",
        language = "fr",
        audience = "B2C",
        source = new { origin = "shop", obtainedAt = DateTimeOffset.UtcNow.AddDays(-1), detail = "journey", act },
    };

    public static async Task<JsonArray> FindAsync(this Integrator me, string query) =>
        (await me.DoAsync("api/contacts/search", new { query })) ["items"]!.AsArray();

    /// <summary>Imports a file and waits for its end.</summary>
    public static async Task<JsonNode> ImportAsync(this Integrator me, byte[] file, string mapping, int seconds = 180)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "people.csv" },
            { new StringContent(mapping), "mapping" },
        };
        using var answer = await me.Http.PostAsync("api/contacts/imports", form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"import: {(int)answer.StatusCode} {text}");
        var id = JsonNode.Parse(text)!["id"]!.GetValue<Guid>();
        return await Eventually.Async(
            async () =>
            {
                var state = await me.GetAsync($"api/contacts/imports/{id}");
                return state["status"]!.GetValue<string>() is "completed" or "failed" or "stopped" ? state : null;
            },
            TimeSpan.FromSeconds(seconds),
            "the import ends");
    }

    public static int Count(JsonNode import, string name) => import[name]!.GetValue<int>();
}
