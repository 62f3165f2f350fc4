using System.Net;
using System.Net.Http.Headers;

namespace Gdpr.Platform.Http;

/// <summary>Calls another room's <c>/internal</c> endpoints as the calling room; nothing identifying travels any other way.</summary>
public sealed class RoomHttp(IHttpClientFactory clients, RoomAddresses addresses, RoomTokens tokens)
{
    public const string ClientName = "rooms";

    /// <summary>Sends <paramref name="make"/>'s request to <paramref name="callee"/>; a refused token is renewed once.</summary>
    public async Task<HttpResponseMessage> SendAsync(string caller, string callee, Func<HttpRequestMessage> make, CancellationToken ct)
    {
        var answer = await OnceAsync(caller, callee, make(), ct);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        answer.Dispose();
        tokens.Refused(caller);
        return await OnceAsync(caller, callee, make(), ct);
    }

    /// <summary>GETs JSON; null on 404.</summary>
    public async Task<T?> GetAsync<T>(string caller, string callee, string path, CancellationToken ct)
        where T : class
    {
        using var answer = await SendAsync(caller, callee, () => new HttpRequestMessage(HttpMethod.Get, path), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await RoomJson.ReadAsync<T>(answer.Content, ct);
    }

    /// <summary>POSTs JSON and reads the JSON answer.</summary>
    public async Task<T> PostAsync<T>(string caller, string callee, string path, object body, CancellationToken ct)
        where T : class
    {
        using var answer = await SendAsync(
            caller, callee, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = RoomJson.Content(body) }, ct);
        answer.EnsureSuccessStatusCode();
        return (await RoomJson.ReadAsync<T>(answer.Content, ct))!;
    }

    private async Task<HttpResponseMessage> OnceAsync(string caller, string callee, HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            request.RequestUri = new Uri(addresses.Of(callee), request.RequestUri!.OriginalString.TrimStart('/'));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.OfAsync(caller, ct));
            var client = clients.CreateClient(ClientName);
            return await client.SendAsync(request, ct);
        }
    }
}
