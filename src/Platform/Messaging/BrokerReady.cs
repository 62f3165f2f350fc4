using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Not ready while a queue cannot be read. The bus itself calls a dead broker degraded, because its own endpoint was never
/// started: an orchestrator would go on sending.
/// </summary>
internal sealed class BrokerReady(IBusControl bus, GdprSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        settings.Bus == BusKind.Memory || bus.CheckHealth().Status == BusHealthStatus.Healthy
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("BROKER_OUT_OF_REACH"));
}
