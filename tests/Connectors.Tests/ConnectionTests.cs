using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Connectors.Tests.Support;
using Gdpr.Messages.Connectors;
using Gdpr.Testing;

namespace Gdpr.Connectors.Tests;

public sealed class ConnectionTests
{
    private const string Path = "api/connectors/connections";

    [Fact]
    public async Task The_built_in_definition_is_listed()
    {
        await using var stage = await Stage.SetAsync();

        var list = await stage.Room.Client().GetFromJsonAsync<JsonElement>("api/connectors/definitions");

        Assert.Equal("in-house-http", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task The_contract_of_the_room_is_published_without_secrets()
    {
        await using var stage = await Stage.SetAsync();

        var document = await stage.Room.Stranger().GetStringAsync("openapi/connectors.json");

        Assert.Contains("/api/connectors/connections/{id}/health", document);
        Assert.DoesNotContain("rotectedToken", document);
    }

    [Fact]
    public async Task A_connection_is_set_up_disabled_and_announced_when_it_is_enabled_and_disabled()
    {
        await using var stage = await Stage.SetAsync();
        using var client = stage.Room.Client();
        using var created = await client.PostAsJsonAsync(Path, stage.Body());
        var made = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = made.GetProperty("id").GetGuid();
        var announcedTooEarly = stage.Room.Bus.All<ConnectionEnabled>().Count;

        await PostAsync(client, $"{Path}/{id}/enable");
        await PostAsync(client, $"{Path}/{id}/enable");
        await PostAsync(client, $"{Path}/{id}/disable");
        await Eventually.Async(() => Task.FromResult(stage.Room.Bus.All<ConnectionDisabled>().Count == 1 && stage.Room.Bus.All<ConnectionEnabled>().Count == 1), TimeSpan.FromSeconds(10), "the announcement");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"/{Path}/{id}", created.Headers.Location?.OriginalString);
        Assert.False(made.GetProperty("enabled").GetBoolean());
        Assert.Equal(0, announcedTooEarly);
        Assert.Equal([new ConnectionEnabled(id, Stage.Target, "processor", true)], stage.Room.Bus.All<ConnectionEnabled>());
        Assert.Equal([new ConnectionDisabled(id, Stage.Target)], stage.Room.Bus.All<ConnectionDisabled>());
    }

    [Fact]
    public async Task The_token_is_in_no_answer_and_in_no_file_in_clear()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync(but: ("token", "Very-Secret-Token-4711"));
        using var client = stage.Room.Client();

        var answers = await client.GetStringAsync(Path) + await client.GetStringAsync($"{Path}/{id}");
        var stored = stage.Bytes();

        Assert.Contains("loyalty", answers);
        Assert.Contains("Loyalty programme", stored);
        Assert.DoesNotContain("Very-Secret", answers);
        Assert.DoesNotContain("oken", answers);
        Assert.DoesNotContain("Very-Secret", stored);
        Assert.NotEmpty(Directory.EnumerateFiles(System.IO.Path.Combine(stage.Room.DataFolder, "keys", "dataprotection"), "*.xml"));
    }

    [Fact]
    public async Task A_key_belongs_to_one_connection()
    {
        await using var stage = await Stage.SetAsync();
        await stage.ConnectAsync();

        Assert.Equal((422, "CONNECTION_KEY_INVALID"), await RefusalAsync(stage, ("key", "Not Kebab")));
        Assert.Equal((409, "CONNECTION_KEY_TAKEN"), await RefusalAsync(stage));
    }

    [Fact]
    public async Task A_host_that_is_not_on_the_list_is_refused_when_it_is_saved()
    {
        await using var stage = await Stage.SetAsync();

        Assert.Equal((422, "HOST_NOT_ALLOWED"), await RefusalAsync(stage, ("allowHosts", new[] { "other.example" })));
        Assert.Equal((422, "ALLOW_HOST_INVALID"), await RefusalAsync(stage, ("allowHosts", new[] { "*" })));
        Assert.Equal((422, "BASE_URL_INVALID"), await RefusalAsync(stage, ("baseUrl", "file:///etc/passwd")));
        Assert.Equal((422, "BASE_URL_INVALID"), await RefusalAsync(stage, ("baseUrl", "https://user:pass@partner.example")));
        Assert.Equal((422, "DEFINITION_UNKNOWN"), await RefusalAsync(stage, ("definition", "telepathy")));
    }

    [Theory]
    [InlineData("https://127.0.0.1", "127.0.0.1", "HOST_NOT_ALLOWED")]
    [InlineData("https://2130706433", "127.0.0.1", "HOST_NOT_ALLOWED")]
    [InlineData("https://[::ffff:10.0.0.1]", "::ffff:10.0.0.1", "HOST_NOT_ALLOWED")]
    [InlineData("https://169.254.169.254", "169.254.169.254", "HOST_NOT_ALLOWED")]
    [InlineData("http://partner.example", "partner.example", "HTTPS_DEMANDED")]
    public async Task Private_addresses_and_clear_text_are_refused_unless_the_operator_allows_them(string address, string host, string code)
    {
        await using var stage = await Stage.SetAsync(("Gdpr:Connectors:AllowPrivateNetworks", "false"));

        Assert.Equal((422, code), await RefusalAsync(stage, ("baseUrl", address), ("allowHosts", new[] { host })));
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_when_it_is_called()
    {
        await using var stage = await Stage.SetAsync(("Gdpr:Connectors:AllowPrivateNetworks", "false"));
        var id = await stage.ConnectAsync(new Uri($"https://localhost:{stage.Party.Address.Port}"));

        var health = await HealthAsync(stage, id);
        var report = await stage.LocateAsync();

        Assert.Equal("HOST_NOT_ALLOWED", health.GetProperty("code").GetString());
        Assert.Equal("HOST_NOT_ALLOWED", report.Code);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var stage = await Stage.SetAsync();
        await using var party = await ScriptedParty.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(stage.Party.Address, "subject-requests").ToString();
            return Task.CompletedTask;
        });
        await stage.ConnectAsync(party.Address);

        var report = await stage.LocateAsync();

        Assert.Equal("ANSWER_NOT_UNDERSTOOD", report.Code);
        Assert.NotEmpty(party.Calls);
        Assert.Empty(stage.Party.Effects());
    }

    [Fact]
    public async Task Health_tells_what_is_wrong_without_asking_about_anybody()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync();

        var well = await HealthAsync(stage, id);
        using var replaced = await stage.Room.Client().PutAsJsonAsync($"{Path}/{id}/token", new { token = "wrong" });
        var refused = await HealthAsync(stage, id);
        await stage.Party.DisposeAsync();
        var gone = await HealthAsync(stage, id);

        Assert.True(well.GetProperty("reachable").GetBoolean() && well.GetProperty("authenticated").GetBoolean());
        Assert.Contains("erase", well.GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("CREDENTIAL_REFUSED", refused.GetProperty("code").GetString());
        Assert.Equal("THIRD_PARTY_UNREACHABLE", gone.GetProperty("code").GetString());
        Assert.False(gone.GetProperty("reachable").GetBoolean());
    }

    [Fact]
    public async Task Without_the_key_ring_the_token_is_unreadable_and_said_to_be()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync();
        await stage.Room.StopAsync();
        Directory.Delete(System.IO.Path.Combine(stage.Room.DataFolder, "keys", "dataprotection"), recursive: true);
        await stage.Room.StartAgainAsync();

        var health = await HealthAsync(stage, id);
        var report = await stage.LocateAsync();

        Assert.Equal("CREDENTIAL_UNREADABLE", health.GetProperty("code").GetString());
        Assert.Equal("CREDENTIAL_UNREADABLE", report.Code);
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_shown_or_changed()
    {
        await using var stage = await Stage.SetAsync();
        using var reader = stage.Room.Client("connectors.read");
        using var stranger = stage.Room.Stranger();

        using var written = await reader.PostAsJsonAsync(Path, stage.Body());
        using var read = await stranger.GetAsync(Path);

        Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
    }

    private static async Task<JsonElement> HealthAsync(Stage stage, Guid id)
    {
        using var answer = await PostAsync(stage.Room.Client(), $"{Path}/{id}/health");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path)
    {
        var answer = await client.PostAsync(path, null);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    private static async Task<(int Status, string? Code)> RefusalAsync(Stage stage, params (string Field, object? Value)[] but)
    {
        var body = stage.Body();
        foreach (var (field, value) in but)
        {
            body[field] = value;
        }

        using var client = stage.Room.Client();
        using var answer = await client.PostAsJsonAsync(Path, body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString());
    }
}
