using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Connectors.Tests.Support;

/// <summary>A third party that answers whatever the test says, for answers that the simulator never gives.</summary>
internal sealed class ScriptedParty(WebApplication app, ConcurrentQueue<string> calls) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.First());

    /// <summary>Method and path of every call, in order.</summary>
    public IReadOnlyCollection<string> Calls => calls;

    /// <summary>Answers every POST; a GET by the way of the script too unless it is asked for an unknown request.</summary>
    public static async Task<ScriptedParty> StartAsync(Func<HttpContext, Guid, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var calls = new ConcurrentQueue<string>();
        app.Run(async context =>
        {
            calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (context.Request.Method == "GET")
            {
                context.Response.StatusCode = 404;
                return;
            }

            using var body = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body);
            await answer(context, body.RootElement.GetProperty("id").GetGuid());
        });
        await app.StartAsync();
        return new ScriptedParty(app, calls);
    }

    public static Task<ScriptedParty> SayingAsync(string json) =>
        StartAsync((context, id) =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(json.Replace("$id", id.ToString(), StringComparison.Ordinal));
        });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
