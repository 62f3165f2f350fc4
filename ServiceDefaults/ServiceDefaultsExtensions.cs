using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gdpr.ServiceDefaults;

/// <summary>What every host has, whatever it does: telemetry, health, discovery and resilience. Knows no word of the GDPR.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Ready = "ready";

    /// <param name="name">How the host is called in telemetry, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder, string name)
    {
        builder.AddTelemetry(name);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddServiceDiscovery();
    }

    /// <summary>Live: the process answers. Ready: everything it needs to work is there.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = c => c.Tags.Contains("live") }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
    }

    private static void AddTelemetry(this IHostApplicationBuilder builder, string name)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => Describe(r, builder.Configuration, name))
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
                    o.EnrichWithHttpRequest = (activity, _) => activity.WithoutStranger();
                    o.EnrichWithHttpResponse = (activity, _) => activity.WithoutPath();
                })
                .AddHttpClientInstrumentation(o =>
                {
                    o.RecordException = false;
                    o.EnrichWithHttpRequestMessage = (activity, request) => activity.WithHostOnly(request.RequestUri);
                })
                .AddSource("Gdpr.*"));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    // An orchestrator that names the service knows better.
    private static void Describe(ResourceBuilder resource, IConfiguration configuration, string name)
    {
        if (string.IsNullOrWhiteSpace(configuration["OTEL_SERVICE_NAME"]))
        {
            resource.AddService(name, serviceNamespace: "gdpr");
        }
    }
}
