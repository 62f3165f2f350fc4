using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Identity.Tests;

public sealed class AccessTests(SharedHost shared)
{
    private readonly IdentityHost _host = shared.Host;

    [Fact]
    public async Task With_its_scope_a_path_answers()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/identity/clients", await _host.TokenAsync("identity.read"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_nothing_answers()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/identity/clients");

        await AssertProblemAsync(answer, 401, "UNAUTHENTICATED");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("probe.read", "GET")]
    [InlineData("identity.read", "DELETE")]
    public async Task Another_scope_is_not_enough(string scope, string method)
    {
        var path = method == "GET" ? "/api/identity/clients" : "/api/identity/clients/x";

        using var answer = await _host.SendAsync(new HttpMethod(method), path, await _host.TokenAsync(scope));

        await AssertProblemAsync(answer, 403, "SCOPE_MISSING");
    }

    [Fact]
    public async Task An_integrator_never_reaches_internal_paths()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/internal/probe/who", await _host.TokenAsync(""));

        await AssertProblemAsync(answer, 403, "SCOPE_MISSING");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_token_with_one_character_changed_is_refused(int part)
    {
        var parts = (await _host.TokenAsync("probe.read")).Split('.');
        var middle = parts[part].Length / 2;
        parts[part] = parts[part][..middle] + (parts[part][middle] == 'A' ? 'B' : 'A') + parts[part][(middle + 1)..];

        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/probe/who", string.Join('.', parts));

        await AssertProblemAsync(answer, 401, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 30)]
    public async Task Sixty_wrong_secrets_in_a_minute_shared_by_the_replicas_close_the_door_to_that_address_and_not_to_the_rooms(int replicas, int wrong)
    {
        await using var host = await IdentityHost.StartAsync(null, $"--Gdpr:Limits:Replicas={replicas}");
        for (var i = 0; i < wrong; i++)
        {
            using var refused = await host.AskTokenAsync("probe.read", "nobody", "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var answer = await host.AskTokenAsync("probe.read");
        var own = await host.App.Services.GetRequiredService<RoomTokens>().OfAsync("probe", CancellationToken.None);

        await AssertProblemAsync(answer, 429, "TOO_MANY_REQUESTS");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.NotEmpty(own);
    }

    [Fact]
    public async Task Good_tokens_are_not_counted_against_an_address()
    {
        for (var i = 0; i < 80; i++)
        {
            using var answer = await _host.AskTokenAsync("probe.read");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
