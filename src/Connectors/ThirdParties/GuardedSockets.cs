using System.Net;
using System.Net.Sockets;
using Gdpr.Connectors.Domain;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>The name led to an address that this room may not call.</summary>
internal sealed class AddressRefused() : Exception("The address is private.");

/// <summary>
/// The only way out of this room: the address is looked at when the socket is opened, because a name that was harmless
/// when it was saved may point behind our own doors later. No redirect, proxy or cookie is followed.
/// </summary>
internal static class GuardedSockets
{
    private const int LargestAnswer = 10 * 1024 * 1024;

    public static HttpClient CreateClient(ConnectorsSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = settings.AttemptTimeout,
            ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, settings.AllowPrivateNetworks, ct),
        };

        // Every call has the time limits of its connection's pipeline.
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool privateNetworks, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(host.Host, ct);
        var allowed = found.Where(a => privateNetworks || !Networks.IsPrivate(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new AddressRefused();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
