using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gdpr.Gateway.Tests;

/// <summary>What a room saw of a request.</summary>
internal sealed record Echo(string Room, string Path, Dictionary<string, string> Headers, long Length);

/// <summary>A room as the gateway sees it: a server that tells what reached it.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _seen;

    private Backend(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public int Seen => _seen;

    /// <summary>Path of the last request as routing would see it.</summary>
    public string? DecodedPath { get; private set; }

    public static async Task<Backend> StartAsync(string room, Uri? address = null)
    {
        var builder = WebApplication.CreateBuilder(["--urls", address?.ToString() ?? "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var backend = new Backend(builder.Build());
        backend._app.Run(http => backend.AnswerAsync(room, http));
        await backend._app.StartAsync();
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(string room, HttpContext http)
    {
        if (http.Request.Path == "/health/live")
        {
            return;
        }

        Interlocked.Increment(ref _seen);
        DecodedPath = http.Request.Path;
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            length += read;
        }

        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await http.Response.WriteAsJsonAsync(new Echo(room, http.Request.Path + http.Request.QueryString, headers, length));
    }
}
