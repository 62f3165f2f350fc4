using Gdpr.Platform.Modules;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Not ready while a queue cannot be read. The bus itself calls a dead broker degraded, because its own endpoint was never
/// started: an orchestrator would go on sending.
/// </summary>
internal sealed class BrokerReady(IBusControl bus, BusTopology topology, GdprSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        return Task.FromResult(settings.Bus == BusKind.Memory || health.Status == BusHealthStatus.Healthy
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"BROKER_OUT_OF_REACH {Unread(health)}".TrimEnd()));
    }

    // While some can be read, those that cannot are the fault; until they can, nothing leaves the outboxes of this process.
    private string Unread(BusHealthResult health)
    {
        var ours = health.Endpoints.Where(e => topology.Endpoints.Contains(e.Key)).ToList();
        var unread = ours.Where(e => e.Value.Status != BusHealthStatus.Healthy).Select(e => e.Key).Order(StringComparer.Ordinal).ToList();
        return unread.Count < ours.Count ? string.Join(' ', unread) : string.Empty;
    }
}
