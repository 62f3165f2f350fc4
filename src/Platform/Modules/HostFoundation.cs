using System.Net;
using Gdpr.Platform.Http;
using Gdpr.Platform.Privacy;
using Gdpr.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Gdpr.Platform.Modules;

/// <summary>What every host has, a room's or the gateway: quiet logs, telemetry, health, problem details and an edge towards strangers.</summary>
public static class HostFoundation
{
    private const long MostBody = 1024 * 1024;

    public static void AddHostFoundation(this WebApplicationBuilder builder, string name)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(o => o.FormatterName = QuietConsole.FormatterName);
        builder.Logging.AddConsoleFormatter<QuietConsole, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Error).AddFilter("MassTransit", LogLevel.Warning).AddFilter("OpenIddict", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Error)

            // Not ready is an answer, not an error: whoever waits asks several times a second.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.AddServiceDefaults(name);
        builder.Services.AddOpenTelemetry().WithLogging(l => l.AddProcessor(new QuietLogs()));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ExceptionAnswers>();
        builder.Services.AddSingleton<IdempotencyKeysInFlight>();
        builder.Services.TryAddSingleton<OwnCalls>();
        builder.Services.AddSingleton<EdgeLimits>();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = MostBody;
        });
    }

    /// <summary>Whatever goes wrong is answered as problem details, with a code.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            return Problems.Create(status, Problems.CodeOf(status), "See the code.").ExecuteAsync(context.HttpContext);
        });
    }

    /// <summary>
    /// A path that no endpoint serves is unknown (404), a wrong method is named (405); the policy that denies by default
    /// would answer 401 or 403 for both. Stands between authentication, which serves paths of its own, and authorization.
    /// </summary>
    public static void UseUnknownPaths(this WebApplication app) => app.Use((http, next) =>
    {
        switch (http.GetEndpoint())
        {
            case null:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            case RouteEndpoint:
                return next(http);
            case var refusal:
                return refusal.RequestDelegate?.Invoke(http) ?? next(http);
        }
    });

    /// <summary>
    /// For the host that strangers reach: rate limits by address; what a proxy before it tells of callers (address, scheme)
    /// counts only when the proxy's address or network is in <c>Gdpr:KnownProxies</c>.
    /// </summary>
    public static void UseEdge(this WebApplication app)
    {
        string[] proxies = [.. (app.Configuration.GetSection("Gdpr:KnownProxies").Get<string[]>() ?? []).Where(p => p.Length > 0)];
        if (proxies.Length > 0)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
            {
                Know(proxy, options);
            }

            app.UseForwardedHeaders(options);
        }

        app.Use(next => http => SecurityHeaders.AddAsync(http, next));
        app.UseKnownHosts();
        var limits = app.Services.GetRequiredService<EdgeLimits>();
        app.Use(next => http => limits.InvokeAsync(http, next));
    }

    private static void Know(string proxy, ForwardedHeadersOptions options)
    {
        if (System.Net.IPNetwork.TryParse(proxy, out var network))
        {
            options.KnownIPNetworks.Add(network);
        }
        else if (IPAddress.TryParse(proxy, out var address))
        {
            options.KnownProxies.Add(address);
        }
        else
        {
            throw new InvalidOperationException($"Gdpr:KnownProxies: {proxy} is no address (10.0.0.7) and no network (10.0.0.0/8).");
        }
    }
}
