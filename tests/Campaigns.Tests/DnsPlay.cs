using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gdpr.Campaigns.Tests;

/// <summary>A name server over UDP that knows the TXT records it is given (RFC 1035), and can be silent or fail.</summary>
internal sealed class DnsPlay : IDisposable
{
    private const int Header = 12;
    private const byte NoSuchName = 3;
    private const byte Failure = 2;

    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentDictionary<string, string[]> _records = new(StringComparer.OrdinalIgnoreCase);

    public DnsPlay() => _ = ServeAsync();

    public string Address => _udp.Client.LocalEndPoint!.ToString()!;

    public bool Fails { get; set; }

    public void Publish(string name, params string[] records) => _records[name] = records;

    public void Dispose() => _udp.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var asked = await _udp.ReceiveAsync();
                await _udp.SendAsync(Answer(asked.Buffer), asked.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question)
    {
        var end = Header;
        var labels = new List<string>();
        for (; question[end] != 0; end += question[end] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
        }

        var records = _records.GetValueOrDefault(string.Join('.', labels)) ?? [];
        using var answer = new MemoryStream();
        answer.Write(question.AsSpan(0, 2));
        answer.Write([0x81, (byte)(0x80 | (Fails ? Failure : records.Length == 0 ? NoSuchName : 0))]);
        answer.Write([0, 1, 0, (byte)(Fails ? 0 : records.Length), 0, 0, 0, 0]);
        answer.Write(question.AsSpan(Header, end + 5 - Header));
        foreach (var record in Fails ? [] : records)
        {
            byte[] data = [.. record.Chunk(255).SelectMany(c => (byte[])[(byte)c.Length, .. Encoding.ASCII.GetBytes(c)])];
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)data.Length);
            answer.Write([0xC0, Header, 0, 16, 0, 1, 0, 0, 0, 60, .. length, .. data]);
        }

        return answer.ToArray();
    }
}
