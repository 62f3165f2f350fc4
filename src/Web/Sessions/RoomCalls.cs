using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gdpr.Web.Sessions;

/// <summary>An answer of the API: what it says, or the code by which it refuses.</summary>
internal sealed record ApiAnswer(int Status, string? Code)
{
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <summary>Asks the rooms over HTTP, with the token of the session; ids and words of people travel in bodies only.</summary>
internal sealed class RoomCalls(HttpClient http, IApiAddress api, TimeProvider clock)
{
    public const string ClientId = "room-gateway";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when there is nothing of that kind for this session.</summary>
    public Task<T?> GetAsync<T>(string room, string path, string? token, CancellationToken ct)
        where T : class => ReadAsync<T>(Get(room, path), token, ct);

    /// <summary>The same, where a room answers in words.</summary>
    public Task<T?> GetAsync<T>(string room, string path, Words.Language language, string? token, CancellationToken ct)
        where T : class
    {
        var request = Get(room, path);
        request.Headers.AcceptLanguage.ParseAdd(language.Code);
        return ReadAsync<T>(request, token, ct);
    }

    public Task<HttpResponseMessage> FileAsync(string room, string path, string token, CancellationToken ct) =>
        SendAsync(Get(room, path), token, ct);

    /// <summary>A file made for what was asked, of any size: its body is read as it comes.</summary>
    public Task<HttpResponseMessage> MadeFileAsync(string room, string path, object body, string token, CancellationToken ct) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(api.Of(room), $"api/{room}/{path}")) { Content = JsonContent.Create(body, body.GetType(), options: Json) },
        token,
        ct,
        HttpCompletionOption.ResponseHeadersRead);

    public Task<(ApiAnswer Answer, T? Value)> PostAsync<T>(string room, string path, object body, string? token, CancellationToken ct)
        where T : class => SayAsync<T>(new HttpRequestMessage(HttpMethod.Post, new Uri(api.Of(room), $"api/{room}/{path}")), body, token, ct);

    /// <summary>
    /// The same, once only: sent again with the key of its form it gets the first answer and has no second effect. Of two at
    /// once, the second waits for the first. With a version, only what still has it is changed.
    /// </summary>
    public async Task<(ApiAnswer Answer, T? Value)> PostOnceAsync<T>(
        string room, string path, object body, string key, string? token, CancellationToken ct, string? version = null)
        where T : class
    {
        for (var again = 0; ; again++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Of(room), $"api/{room}/{path}"));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            if (version is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", version);
            }

            var said = await SayAsync<T>(request, body, token, ct);
            if (said.Answer.Code != "IDEMPOTENCY_KEY_IN_FLIGHT" || again == 20)
            {
                return said;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, ct);
        }
    }

    public Task<(ApiAnswer Answer, T? Value)> PutAsync<T>(string room, string path, object body, string? token, CancellationToken ct)
        where T : class => SayAsync<T>(new HttpRequestMessage(HttpMethod.Put, new Uri(api.Of(room), $"api/{room}/{path}")), body, token, ct);

    /// <summary>Writes anew what still has the version that the page showed.</summary>
    public Task<(ApiAnswer Answer, T? Value)> PutAsync<T>(string room, string path, object body, string version, string? token, CancellationToken ct)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(api.Of(room), $"api/{room}/{path}"));
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return SayAsync<T>(request, body, token, ct);
    }

    public Task<(ApiAnswer Answer, object? Value)> DeleteAsync(string room, string path, string? token, CancellationToken ct) =>
        SendingAsync<object>(new HttpRequestMessage(HttpMethod.Delete, new Uri(api.Of(room), $"api/{room}/{path}")), token, ct);

    /// <summary>Changes what still has the version that the page showed.</summary>
    public Task<(ApiAnswer Answer, T? Value)> PatchAsync<T>(string room, string path, object body, string version, string? token, CancellationToken ct)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(api.Of(room), $"api/{room}/{path}"));
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return SayAsync<T>(request, body, token, ct);
    }

    private Task<(ApiAnswer Answer, T? Value)> SayAsync<T>(HttpRequestMessage request, object body, string? token, CancellationToken ct)
        where T : class
    {
        request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        return SendingAsync<T>(request, token, ct);
    }

    private async Task<(ApiAnswer Answer, T? Value)> SendingAsync<T>(HttpRequestMessage request, string? token, CancellationToken ct)
        where T : class
    {
        using var answer = await SendAsync(request, token, ct);
        var said = answer.Content.Headers.ContentType is null ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(Json, ct);
        if ((int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException("A room does not answer.");
        }

        var code = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("code", out var c) ? c.GetString() : null;
        return (new ApiAnswer((int)answer.StatusCode, code), answer.IsSuccessStatusCode && said.ValueKind == JsonValueKind.Object ? said.Deserialize<T>(Json) : null);
    }

    /// <summary>The code by which a room refuses a file.</summary>
    public static async Task<string?> CodeOfAsync(HttpResponseMessage answer, CancellationToken ct) =>
        answer.Content.Headers.ContentType is null ? null
        : (await answer.Content.ReadFromJsonAsync<JsonElement>(Json, ct)) is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("code", out var code) ? code.GetString() : null;

    public static Task<T?> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
        where T : class => answer.Content.ReadFromJsonAsync<T>(Json, ct);

    /// <summary>Asks Identity for a token; null when it refuses.</summary>
    public async Task<TokenAnswer?> TokenAsync(IReadOnlyDictionary<string, string> grant, CancellationToken ct)
    {
        using var answer = await IdentityAsync("connect/token", grant, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct) : null;
    }

    /// <summary>Ends a session of staff at Identity.</summary>
    public async Task RevokeAsync(string refreshToken, CancellationToken ct) =>
        (await IdentityAsync("connect/revoke", new Dictionary<string, string> { ["token"] = refreshToken, ["token_type_hint"] = "refresh_token" }, ct)).Dispose();

    private HttpRequestMessage Get(string room, string path) => new(HttpMethod.Get, new Uri(api.Of(room), $"api/{room}/{path}"));

    private async Task<T?> ReadAsync<T>(HttpRequestMessage request, string? token, CancellationToken ct)
        where T : class
    {
        using var answer = await SendAsync(request, token, ct);
        if ((int)answer.StatusCode is 404 or 403 or 410)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(Json, ct);
    }

    private async Task<HttpResponseMessage> IdentityAsync(string path, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var form = new Dictionary<string, string>(fields)
        {
            ["client_id"] = ClientId,
            ["client_secret"] = api.Secret ?? throw new HttpRequestException("Gdpr:Identity:RoomSecrets:gateway is not set."),
        };
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(api.Of("identity"), path)) { Content = new FormUrlEncodedContent(form) }, null, ct);
        return (int)answer.StatusCode < 500 ? answer : throw new HttpRequestException("Identity does not answer.");
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, string? token, CancellationToken ct, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using (request)
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return await http.SendAsync(request, completion, ct);
        }
    }
}

/// <summary>What the token endpoint answers.</summary>
internal sealed record TokenAnswer(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn,
    [property: System.Text.Json.Serialization.JsonPropertyName("refresh_token")] string? RefreshToken);
