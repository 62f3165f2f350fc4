using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gdpr.Testing.Smtp;

/// <summary>One mail that the sink took, or saw the whole of.</summary>
public sealed record SinkMail(string From, string To, byte[] Bytes, bool Answered)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>What the sink does with the mail to one address.</summary>
public sealed record SinkConduct(string? RecipientReply = null, bool DropInData = false, bool DropAfterData = false, string? DataReply = null, TimeSpan Delay = default);

/// <summary>A real SMTP server on a socket (RFC 5321, with PIPELINING) that accepts, defers, refuses, is slow, or hangs up in the middle of DATA, as asked.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<SinkMail> _mails = new();
    private readonly bool _keep;
    private readonly Task _accepting;
    private int _count;
    private int _connections;

    /// <param name="keep">False counts mails without keeping them, for measurements.</param>
    public SmtpSink(bool keep = true)
    {
        _keep = keep;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>By the recipient's address; null accepts.</summary>
    public Func<string, SinkConduct?> Conduct { get; set; } = _ => null;

    public bool OffersUtf8 { get; set; } = true;

    public IReadOnlyList<SinkMail> Mails => [.. _mails];

    public int Count => Volatile.Read(ref _count);

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public IReadOnlyList<SinkMail> To(string address) => [.. _mails.Where(m => m.To == address)];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                await TalkAsync(stream, PipeReader.Create(stream));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task TalkAsync(NetworkStream stream, PipeReader reader)
    {
        await SayAsync(stream, "220 sink ESMTP");
        var (from, to) = (string.Empty, string.Empty);
        while (await LineAsync(reader) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, OffersUtf8 ? "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8" : "250-sink\r\n250-PIPELINING\r\n250 8BITMIME");
                    break;
                case "MAIL":
                    from = AddressIn(line);
                    await SayAsync(stream, "250 2.1.0 ok");
                    break;
                case "RCPT":
                    to = AddressIn(line);
                    await SayAsync(stream, Conduct(to)?.RecipientReply ?? "250 2.1.5 ok");
                    break;
                case "DATA":
                    if (!await TakeAsync(stream, reader, from, to))
                    {
                        return;
                    }

                    break;
                case "QUIT":
                    await SayAsync(stream, "221 2.0.0 bye");
                    return;
                default:
                    await SayAsync(stream, "250 2.0.0 ok");
                    break;
            }
        }
    }

    private async Task<bool> TakeAsync(NetworkStream stream, PipeReader reader, string from, string to)
    {
        var conduct = Conduct(to) ?? new SinkConduct();
        if (conduct.RecipientReply is not null)
        {
            await SayAsync(stream, "554 5.5.1 no valid recipients");
            return true;
        }

        await SayAsync(stream, "354 go on");
        if (conduct.DropInData)
        {
            await reader.ReadAsync(_end.Token);
            return false;
        }

        var bytes = await BodyAsync(reader);
        await Task.Delay(conduct.Delay, _end.Token);
        if (conduct.DataReply is null)
        {
            Interlocked.Increment(ref _count);
            if (_keep)
            {
                _mails.Enqueue(new SinkMail(from, to, bytes, !conduct.DropAfterData));
            }
        }

        if (conduct.DropAfterData)
        {
            return false;
        }

        await SayAsync(stream, conduct.DataReply ?? "250 2.0.0 taken");
        return true;
    }

    private ValueTask SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _end.Token);

    private async Task<string?> LineAsync(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync(_end.Token);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted)
            {
                return null;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // A client sends nothing after the final dot until it is answered.
    private async Task<byte[]> BodyAsync(PipeReader reader)
    {
        var whole = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadAsync(_end.Token);
            foreach (var part in read.Buffer)
            {
                whole.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (whole.WrittenSpan.EndsWith("\r\n.\r\n"u8))
            {
                return whole.WrittenSpan[..^3].ToArray();
            }

            if (read.IsCompleted)
            {
                throw new IOException("The client hung up in the middle of DATA.");
            }
        }
    }

    private static string AddressIn(string line)
    {
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
        return open >= 0 && close > open ? line[(open + 1)..close] : string.Empty;
    }
}
