using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Connectors.Tests.Support;

/// <summary>What a webhook received: its signature and its body, byte for byte.</summary>
internal sealed record Heard(string Signature, string Body);

/// <summary>An integrator's receiver of webhooks, which answers as the test says.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Heard> _heard = new();

    private Listener(WebApplication app) => _app = app;

    public Uri Address => new($"{_app.Urls.First()}/hook?tenant=7");

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.NoContent;

    public IReadOnlyList<Heard> All => [.. _heard];

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var listener = new Listener(app);
        app.MapPost("/hook", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body);
            listener._heard.Enqueue(new Heard(context.Request.Headers["Gdpr-Signature"].ToString(), await body.ReadToEndAsync()));
            context.Response.Headers.Location = "/elsewhere";
            context.Response.StatusCode = (int)listener.Answer;
        });
        app.MapFallback((HttpContext context) => listener._heard.Enqueue(new Heard("a redirect was followed", context.Request.Path)));
        await app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
