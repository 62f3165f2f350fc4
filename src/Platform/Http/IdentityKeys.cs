using Gdpr.Platform.Modules;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Gdpr.Platform.Http;

/// <summary>
/// Identity's public keys, kept in memory and in a file: running work and a restarted room survive Identity's death.
/// </summary>
public sealed partial class IdentityKeys(IHttpClientFactory clients, RoomAddresses addresses, GdprSettings settings, TimeProvider clock, ILogger<IdentityKeys> log)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTimeOffset _asked = DateTimeOffset.MinValue;
    private JsonWebKeySet _keys = new();

    public IEnumerable<SecurityKey> Current => _keys.GetSigningKeys();

    private string File => Path.Combine(settings.KeysFolder, "identity-public.json");

    /// <summary>Makes sure that the key is known, asking Identity at most every few seconds.</summary>
    public async Task EnsureAsync(string? keyId, CancellationToken ct)
    {
        if (Knows(keyId) || clock.GetUtcNow() - _asked < AskAgainAfter)
        {
            return;
        }

        await _one.WaitAsync(ct);
        try
        {
            if (!Knows(keyId))
            {
                await AskAsync(ct);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private bool Knows(string? keyId) => _keys.Keys.Any(k => keyId is null || k.KeyId == keyId);

    private async Task AskAsync(CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient("identity-tokens");
            var json = await client.GetStringAsync(new Uri(addresses.Of("identity"), ".well-known/jwks"), ct);
            _keys = new JsonWebKeySet(json);
            _asked = clock.GetUtcNow();
            Directory.CreateDirectory(settings.KeysFolder);
            await System.IO.File.WriteAllTextAsync(File, json, ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            Log.OutOfReach(log, e.GetType().Name);
            if (_keys.Keys.Count == 0 && System.IO.File.Exists(File))
            {
                _keys = new JsonWebKeySet(await System.IO.File.ReadAllTextAsync(File, ct));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Identity's public keys cannot be read ({Error}); the kept ones serve")]
        public static partial void OutOfReach(ILogger logger, string error);
    }
}
