using System.Net;
using System.Net.Sockets;

namespace Gdpr.Testing;

/// <summary>A TCP port of 127.0.0.1 that nothing listens on now.</summary>
public static class FreePort
{
    // Below the range from which Linux takes the ports of outgoing connections:
    // a server that is killed and started again must find its port still free.
    private const int First = 15_000;
    private const int Last = 32_000;

    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = Random.Shared.Next(First, Last);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {Last}.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
