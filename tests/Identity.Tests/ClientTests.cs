using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gdpr.Identity.Tests;

public sealed class ClientTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private string _token = null!;

    public async ValueTask InitializeAsync() => _token = await _host.TokenAsync("identity.write");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_registered_client_gets_tokens_with_the_secret_shown_once()
    {
        using var created = await RegisterAsync("shop", "probe.read");
        var secret = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;

        var token = await _host.TokenAsync("probe.read", "shop", secret);
        using var beyond = await _host.AskTokenAsync("probe.write", "shop", secret);
        using var list = await _host.SendAsync(HttpMethod.Get, "/api/identity/clients", _token);

        var text = await list.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.NotEmpty(token);
        Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
        Assert.Contains("\"shop\"", text);
        Assert.DoesNotContain(secret, text);
        Assert.DoesNotContain("room-", text);
    }

    [Fact]
    public async Task The_same_id_again_is_refused()
    {
        using var first = await RegisterAsync("twice", "probe.read");

        using var second = await RegisterAsync("twice", "probe.read");

        await AccessTests.AssertProblemAsync(second, 409, "CLIENT_EXISTS");
    }

    [Theory]
    [InlineData("shop", "internal", "SCOPE_UNKNOWN")]
    [InlineData("shop", "nothing.read", "SCOPE_UNKNOWN")]
    [InlineData("room-probe2", "probe.read", "CLIENT_ID_RESERVED")]
    [InlineData("Shop with blanks", "probe.read", "VALIDATION_FAILED")]
    public async Task Nobody_can_register_as_a_room_or_for_what_does_not_exist(string id, string scope, string code)
    {
        using var answer = await RegisterAsync(id, scope);

        await AccessTests.AssertProblemAsync(answer, 422, code);
    }

    [Fact]
    public async Task A_removed_client_gets_no_more_tokens()
    {
        using var created = await RegisterAsync("leaver", "probe.read");
        var secret = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;

        using var removed = await _host.SendAsync(HttpMethod.Delete, "/api/identity/clients/leaver", _token);
        using var refused = await _host.AskTokenAsync("probe.read", "leaver", secret);
        using var again = await _host.SendAsync(HttpMethod.Delete, "/api/identity/clients/leaver", _token);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await AccessTests.AssertProblemAsync(again, 404, "CLIENT_NOT_FOUND");
    }

    [Fact]
    public async Task A_rooms_client_cannot_be_removed()
    {
        using var answer = await _host.SendAsync(HttpMethod.Delete, "/api/identity/clients/room-probe", _token);

        await AccessTests.AssertProblemAsync(answer, 404, "CLIENT_NOT_FOUND");
    }

    private Task<HttpResponseMessage> RegisterAsync(string id, params string[] scopes) =>
        _host.SendAsync(HttpMethod.Post, "/api/identity/clients", _token, new { id, scopes });
}
