using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Identity.Features.Starting;

/// <summary>Ready means: every room known here can get a token.</summary>
internal sealed class Readiness : IHealthCheck
{
    private volatile bool _registered;

    public bool IsRegistered => _registered;

    public void Registered() => _registered = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_registered ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("CLIENTS_NOT_REGISTERED"));
}
