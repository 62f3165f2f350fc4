using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gdpr.Platform.Http;

/// <summary>Where each room answers: this process over loopback when it hosts the room, else service discovery.</summary>
public sealed class RoomAddresses(IEnumerable<IModule> modules, IServer server)
{
    private readonly HashSet<string> _here = [.. modules.Select(m => m.Name)];

    public Uri Of(string room) => _here.Contains(room) ? Own() : new Uri($"http://{room}/");

    private Uri Own()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new HttpRequestException("The server has no address yet.");
        var own = new UriBuilder(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        return own.Uri;
    }
}
