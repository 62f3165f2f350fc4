using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Takes what a host exports by OTLP over HTTP, and keeps the bytes.</summary>
internal sealed class TraceSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MemoryStream _received = new();
    private readonly Lock _gate = new();

    private TraceSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public byte[] Received
    {
        get
        {
            lock (_gate)
            {
                return _received.ToArray();
            }
        }
    }

    public static async Task<TraceSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new TraceSink(app);
        app.MapPost("/{**path}", sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        lock (_gate)
        {
            _received.Write(body.ToArray());
        }

        return Results.Ok();
    }
}
