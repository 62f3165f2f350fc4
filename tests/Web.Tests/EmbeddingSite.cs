using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gdpr.Web.Tests;

/// <summary>A site of the company at an address of its own: it embeds the banner with one line, and counts what each tracker is asked.</summary>
internal sealed class EmbeddingSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _asked = new();

    private EmbeddingSite(WebApplication app) => _app = app;

    /// <summary>By a name: a cookie of an address has no domain, one of a host may have.</summary>
    public Uri Address => new UriBuilder(_app.Urls.First()) { Host = "localhost" }.Uri;

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static async Task<EmbeddingSite> StartAsync(Func<string> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new EmbeddingSite(app);
        app.MapGet("/", () => Results.Content(Page(script()), "text/html; charset=utf-8"));
        app.MapGet("/trackers/{name}.js", (string name) =>
        {
            site._asked.AddOrUpdate(name, 1, (_, n) => n + 1);
            return Results.Content($"document.cookie = '_{name}=1; path=/'", "text/javascript");
        });
        await app.StartAsync();
        return site;
    }

    /// <summary>How often the script of a tracker was asked for.</summary>
    public int Asked(string tracker) => _asked.GetValueOrDefault(tracker);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Page(string script) => $"""
        <!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Boutique</title>
        <script src="{script}" defer></script></head>
        <body><main><h1>Boutique</h1><p>Bonjour.</p></main>
        <template data-purpose="basket"><script src="/trackers/basket.js"></script></template>
        <template data-purpose="audience"><script src="/trackers/audience.js"></script></template>
        <template data-purpose="ads"><script src="/trackers/ads.js"></script></template>
        </body></html>
        """;
}
