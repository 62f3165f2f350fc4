using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Platform.Http;

namespace Gdpr.Standalone.Demo;

/// <summary>An integrator's client of the public API: client credentials, JSON, an Idempotency-Key on what creates.</summary>
internal sealed class DemoApi(HttpClient http, RoomAddresses addresses, DemoSecret secret, TimeProvider clock)
{
    // The same key must come with the same bytes, also after a restart.
    private const string Boundary = "maison-exemple-clients";

    private AuthenticationHeaderValue? _token;
    private DateTimeOffset _tokenEnds;

    public async Task ReadyAsync(CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await http.GetAsync(At("health/ready"), ct);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            if (tries > 300)
            {
                throw new DemoFailed("NOT_READY");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
        }
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken ct) =>
        (await ReadAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, At(path)), null, ct))!;

    /// <summary>POSTs; a refusal with one of the <paramref name="known"/> codes means that it was done before, and gives null.</summary>
    public Task<T?> PostAsync<T>(string path, object body, string? key, CancellationToken ct, params string[] known) =>
        ReadAsync<T>(() => Post(path, RoomJson.Content(body), key), known, ct);

    public Task<T?> UploadAsync<T>(string path, byte[] file, string name, object mapping, string key, CancellationToken ct) => ReadAsync<T>(
        () => Post(
            path,
            new MultipartFormDataContent(Boundary)
            {
                { new StringContent(JsonSerializer.Serialize(mapping, RoomJson.Options)), "mapping" },
                { new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } }, "file", name },
            },
            key),
        null,
        ct);

    /// <summary>Null while there is no such file.</summary>
    public async Task<byte[]?> FileAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, At(path)), ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(ct) : null;
    }

    private async Task<T?> ReadAsync<T>(Func<HttpRequestMessage> make, string[]? known, CancellationToken ct)
    {
        using var answer = await SendAsync(make, ct);
        if (answer.IsSuccessStatusCode)
        {
            return answer.Content.Headers.ContentLength is 0 || answer.StatusCode == HttpStatusCode.Accepted && answer.Content.Headers.ContentType is null
                ? default
                : await RoomJson.ReadAsync<T>(answer.Content, ct);
        }

        var code = await CodeOfAsync(answer, ct);
        return known?.Contains(code) is true ? default : throw new DemoFailed($"{(int)answer.StatusCode} {code} at {answer.RequestMessage!.RequestUri!.AbsolutePath}");
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            using var request = make();
            request.Headers.Authorization = await TokenAsync(ct);
            request.Headers.AcceptLanguage.Add(new("en"));
            var answer = await http.SendAsync(request, ct);
            if (tries == 20 || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, ct);
        }
    }

    private HttpRequestMessage Post(string path, HttpContent content, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", $"demo-{key}");
        }

        return request;
    }

    private async Task<AuthenticationHeaderValue> TokenAsync(CancellationToken ct)
    {
        if (_token is not null && clock.GetUtcNow() < _tokenEnds)
        {
            return _token;
        }

        var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = DemoHosting.ClientId, ["client_secret"] = secret.Value,
        });
        using var answer = await http.PostAsync(At("connect/token"), form, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new DemoFailed($"{(int)answer.StatusCode} at /connect/token");
        }

        var token = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        _tokenEnds = clock.GetUtcNow().AddSeconds(token.GetProperty("expires_in").GetInt32() / 2);
        return _token = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
    }

    private static async Task<string> CodeOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            return problem.TryGetProperty("code", out var code) ? code.GetString() ?? "?" : "?";
        }
        catch (JsonException)
        {
            return "?";
        }
    }

    private Uri At(string path) => new(addresses.Of("contacts"), path);
}
