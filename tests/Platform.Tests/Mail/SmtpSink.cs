using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gdpr.Platform.Tests.Mail;

public enum SmtpMood
{
    Accepts,
    RefusesRecipient,
    RefusesAfterData,
    DropsAtRecipient,
    DropsAfterData,
    DropsAfterAccepting,
}

/// <summary>A mail server that speaks just enough SMTP to take a mail, refuse it, or hang up at a chosen moment.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public SmtpSink(SmtpMood mood)
    {
        Mood = mood;
        _listener.Start();
        _serving = ServeAsync();
    }

    public SmtpMood Mood { get; set; }

    public string Address => $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Bodies whose end reached the server, taken or not.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Record.ExceptionAsync(() => _serving);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            await Record.ExceptionAsync(() => TalkAsync(reader, writer));
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT" && Mood == SmtpMood.DropsAtRecipient)
            {
                return;
            }

            if (verb == "DATA" && !await TakeAsync(reader, writer))
            {
                return;
            }

            await writer.WriteLineAsync(verb switch
            {
                "DATA" => Mood == SmtpMood.RefusesAfterData ? "554 no" : "250 taken",
                "RCPT" when Mood == SmtpMood.RefusesRecipient => "550 no such user person@example.test",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (verb == "DATA" && Mood == SmtpMood.DropsAfterAccepting)
            {
                return;
            }
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var body = new List<string>();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            body.Add(line);
        }

        Bodies.Enqueue(string.Join('\n', body));
        return Mood != SmtpMood.DropsAfterData;
    }
}
