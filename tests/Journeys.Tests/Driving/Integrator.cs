using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Drives the suite as an integrator does: a token, then HTTP and nothing else.</summary>
public sealed class Integrator : IDisposable
{
    private readonly ISuite _suite;
    private readonly HttpClient _http;

    private Integrator(ISuite suite, TimeSpan patience)
    {
        _suite = suite;
        _http = new HttpClient { BaseAddress = suite.Api, Timeout = patience };
    }

    public HttpClient Http => _http;

    public static async Task<Integrator> SignInAsync(ISuite suite, string? scope = null, TimeSpan? patience = null)
    {
        var me = new Integrator(suite, patience ?? TimeSpan.FromSeconds(100));
        var token = await Eventually.Async(() => me.TokenAsync(scope), TimeSpan.FromSeconds(30), "a token");
        me._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return me;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return _http.SendAsync(request);
    }

    /// <summary>POSTs and demands success; the answer's JSON.</summary>
    public async Task<JsonNode> DoAsync(string path, object body, string? idempotencyKey = null)
    {
        using var answer = await PostAsync(path, body, idempotencyKey);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Keeps trying while a process is down: the same key makes repeats harmless.</summary>
    public Task<JsonNode> InsistAsync(string path, object body, string idempotencyKey) => Eventually.Async(
        async () =>
        {
            using var answer = await PostAsync(path, body, idempotencyKey);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync() is { Length: > 0 } t ? t : "{}") : null;
        },
        TimeSpan.FromMinutes(5),
        $"POST {path}");

    private async Task<string?> TokenAsync(string? scope)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = Suites.ClientId, ["client_secret"] = Suites.ClientSecret,
        };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        using var answer = await _http.PostAsync("connect/token", new FormUrlEncodedContent(form));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>() : null;
    }

    public void Dispose() => _http.Dispose();

    public override string ToString() => _suite.Output;
}
