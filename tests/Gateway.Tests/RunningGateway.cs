using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Gdpr.Gateway.Tests;

/// <summary>The gateway on a real port, told by configuration where the rooms are.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningGateway(WebApplication app)
    {
        _app = app;

        // Else the client, listened to by the gateway's telemetry in this process, would write a trace of its own.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public static Task<RunningGateway> StartAsync(params (string Room, string Address)[] rooms) => StartAsync([], rooms);

    public static async Task<RunningGateway> StartAsync(string[] more, params (string Room, string Address)[] rooms)
    {
        string[] args = ["--urls", "http://127.0.0.1:0", .. rooms.Select(r => $"--services:{r.Room}:http:0={r.Address}"), .. more];
        var app = GatewayHost.Build(args);
        await app.StartAsync();
        return new RunningGateway(app);
    }

    /// <summary>GETs a path exactly as written: HttpClient would tidy it first.</summary>
    public async Task<HttpResponseMessage> RawAsync(string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Http.BaseAddress!.Port, limit.Token);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: {Http.BaseAddress.Authority}\r\n\r\n"), limit.Token);
        using var reader = new StreamReader(stream);
        var parts = (await reader.ReadToEndAsync(limit.Token)).Split("\r\n\r\n", 2);
        var answer = new HttpResponseMessage((HttpStatusCode)int.Parse(parts[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        var type = parts[0].Split("\r\n").FirstOrDefault(h => h.StartsWith("Content-Type: ", StringComparison.OrdinalIgnoreCase));
        answer.Content = new StringContent(parts[1], Encoding.UTF8, (type ?? "Content-Type: text/plain")["Content-Type: ".Length..].Split(';')[0]);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
