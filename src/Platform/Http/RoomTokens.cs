using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Gdpr.Platform.Modules;
using Microsoft.Extensions.Configuration;

namespace Gdpr.Platform.Http;

/// <summary>The secret by which each room is a client of Identity: configured, or made at each start of Standalone.</summary>
public sealed class RoomSecrets
{
    private readonly IConfiguration _configuration;
    private readonly GdprSettings _settings;
    private readonly ConcurrentDictionary<string, string> _made = new(StringComparer.Ordinal);

    public RoomSecrets(IConfiguration configuration, GdprSettings settings)
    {
        _configuration = configuration;
        _settings = settings;
    }

    /// <summary><c>Gdpr:Identity:RoomSecrets:&lt;room&gt;</c>; null when none is configured outside Standalone.</summary>
    public string? Of(string room) =>
        _configuration[$"Gdpr:Identity:RoomSecrets:{room}"] is { Length: > 0 } told ? told
        : _settings.Standalone ? _made.GetOrAdd(room, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))) : null;
}

/// <summary>Keeps one token per calling room and asks Identity for a new one shortly before it ends.</summary>
public sealed class RoomTokens(IHttpClientFactory clients, RoomAddresses addresses, RoomSecrets secrets, OwnCalls own, TimeProvider clock)
{
    /// <summary>One issuer name for every address under which Identity may be reached.</summary>
    public const string Issuer = "https://identity.gdpr.internal/";

    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    public static string ClientId(string room) => $"room-{room}";

    public async Task<string> OfAsync(string room, CancellationToken ct)
    {
        if (Fresh(room) is { } token)
        {
            return token;
        }

        await _one.WaitAsync(ct);
        try
        {
            return Fresh(room) ?? await AskAsync(room, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets a token that a room has refused.</summary>
    public void Refused(string room) => _held.TryRemove(room, out _);

    private string? Fresh(string room) => _held.TryGetValue(room, out var held) && held.Until > clock.GetUtcNow() ? held.Token : null;

    private async Task<string> AskAsync(string room, CancellationToken ct)
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = ClientId(room),
            ["client_secret"] = secrets.Of(room) ?? throw new HttpRequestException("This room has no secret for Identity."),
            ["scope"] = "internal",
        });
        using var client = clients.CreateClient("identity-tokens");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(addresses.Of("identity"), "connect/token")) { Content = form };
        own.Mark(request);
        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct))!;
        _held[room] = new Held(token.AccessToken, clock.GetUtcNow().AddSeconds(token.ExpiresIn * 0.8));
        return token.AccessToken;
    }

    private sealed record Held(string Token, DateTimeOffset Until);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
