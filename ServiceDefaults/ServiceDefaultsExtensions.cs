using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gdpr.ServiceDefaults;

/// <summary>What every host has, whatever it does: telemetry, health, discovery and resilience. Knows no word of the GDPR.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Ready = "ready";

    public static void AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
    }

    /// <summary>Live: the process answers. Ready: everything it needs to work is there.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = c => c.Tags.Contains("live") }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready) }).AllowAnonymous();
    }

    private static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(m => m
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Gdpr.*"))
            .WithTracing(t => t
                .AddAspNetCoreInstrumentation(o =>
                {
                    o.RecordException = false;
                    o.Filter = c => !c.Request.Path.StartsWithSegments("/health");
                    o.EnrichWithHttpRequest = (activity, _) => WithoutQuery(activity);
                    o.EnrichWithHttpResponse = (activity, _) => WithoutSecrets(activity);
                })
                .AddHttpClientInstrumentation(o =>
                {
                    o.RecordException = false;
                    o.EnrichWithHttpRequestMessage = (activity, request) => activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Path));
                })
                .AddSource("Gdpr.*"));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    // A path may carry a secret link: its template says enough.
    private static void WithoutSecrets(System.Diagnostics.Activity activity)
    {
        if (activity.GetTagItem("http.route") is { } template)
        {
            activity.SetTag("url.path", template);
        }
    }

    // A query string may carry somebody's address.
    private static void WithoutQuery(System.Diagnostics.Activity activity) => activity.SetTag("url.query", null);
}
