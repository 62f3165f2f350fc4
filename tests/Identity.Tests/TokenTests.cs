using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gdpr.Platform.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gdpr.Identity.Tests;

public sealed class TokenTests(SharedHost shared)
{
    private readonly IdentityHost _host = shared.Host;

    [Fact]
    public async Task A_token_is_a_signed_jwt_that_names_client_and_scopes_for_an_hour()
    {
        using var answer = await _host.AskTokenAsync("probe.read identity.read");

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var token = new JsonWebToken(body.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.InRange(body.GetProperty("expires_in").GetInt32(), 3590, 3600);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("RS256", token.Alg);
        Assert.Equal(RoomTokens.Issuer, token.Issuer);
        Assert.Equal(IdentityHost.ClientId, token.Subject);
        Assert.Equal(["probe.read", "identity.read"], token.GetPayloadValue<string>("scope").Split(' '));
    }

    [Fact]
    public async Task Another_room_accepts_the_token_and_knows_the_client()
    {
        var token = await _host.TokenAsync("probe.read");

        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/probe/who", token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(IdentityHost.ClientId, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_a_scope_the_client_gets_all_it_has_and_never_internal()
    {
        var token = new JsonWebToken(await _host.TokenAsync(""));

        Assert.Equal(
            ["identity.read", "identity.write", "probe.read", "probe.write"],
            token.GetPayloadValue<string>("scope").Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_secret_may_come_as_basic_authentication()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }),
        };
        var pair = Encoding.UTF8.GetBytes($"{IdentityHost.ClientId}:{IdentityHost.ClientSecret}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));

        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("probe.read", IdentityHost.ClientId, "wrong", "client_credentials", 401, "invalid_client")]
    [InlineData("probe.read", "nobody", "wrong", "client_credentials", 401, "invalid_client")]
    [InlineData("nothing.read", IdentityHost.ClientId, IdentityHost.ClientSecret, "client_credentials", 400, "invalid_scope")]
    [InlineData("internal", IdentityHost.ClientId, IdentityHost.ClientSecret, "client_credentials", 400, "invalid_scope")]
    [InlineData("probe.read", IdentityHost.ClientId, IdentityHost.ClientSecret, "password", 400, "unsupported_grant_type")]
    public async Task A_refusal_is_the_error_of_the_rfc(string scope, string id, string secret, string grant, int status, string error)
    {
        using var answer = await _host.AskTokenAsync(scope, id, secret, grant);

        Assert.Equal(status, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.False(body.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Room_clients_get_internal_tokens_and_only_named_callers_pass()
    {
        var secrets = _host.App.Services.GetRequiredService<RoomSecrets>();
        var identity = await _host.TokenAsync("internal", RoomTokens.ClientId("identity"), secrets.Of("identity")!);
        var gateway = await _host.TokenAsync("internal", RoomTokens.ClientId("gateway"), secrets.Of("gateway")!);

        using var named = await _host.SendAsync(HttpMethod.Get, "/internal/probe/who", identity);
        using var stranger = await _host.SendAsync(HttpMethod.Get, "/internal/probe/who", gateway);

        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task The_keys_and_the_discovery_document_are_public_and_hold_nothing_private()
    {
        var keys = await _host.Http.GetFromJsonAsync<JsonElement>("/.well-known/jwks");
        var document = await _host.Http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");

        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal("RSA", key.GetProperty("kty").GetString());
        Assert.False(key.TryGetProperty("d", out _));
        Assert.Equal(RoomTokens.Issuer, document.GetProperty("issuer").GetString());
        Assert.EndsWith("/connect/token", document.GetProperty("token_endpoint").GetString());
        Assert.EndsWith("/.well-known/jwks", document.GetProperty("jwks_uri").GetString());
        Assert.DoesNotContain("internal", document.GetProperty("scopes_supported").EnumerateArray().Select(s => s.GetString()));
    }
}
