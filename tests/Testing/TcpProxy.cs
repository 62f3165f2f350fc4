using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gdpr.Testing;

/// <summary>Stands between a client and a server on loopback, so that a test can cut their connections; new ones pass at once.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly Task _accepting;
    private volatile bool _closed;

    public TcpProxy(int target)
    {
        _target = target;
        Port = FreePort.Next();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>While true nobody gets through, as if the server were dead.</summary>
    public bool Closed
    {
        get => _closed;
        set
        {
            _closed = value;
            if (value)
            {
                Cut();
            }
        }
    }

    /// <summary>Told of what a client sends, before it is passed on.</summary>
    public Action<ReadOnlyMemory<byte>>? Sending { get; set; }

    /// <summary>Resets every connection that is open now; how many ends there were.</summary>
    public int Cut()
    {
        var ends = _open.Keys.ToList();
        foreach (var socket in ends)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Gone by itself.
            }

            socket.Dispose();
        }

        return ends.Count;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task JoinAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            _open[client] = _open[server] = 0;
            if (_closed)
            {
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(PumpAsync(client, server, Sending), PumpAsync(server, client, null));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side is away: so is this one.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Action<ReadOnlyMemory<byte>>? told)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                told?.Invoke(buffer.AsMemory(0, read));
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
