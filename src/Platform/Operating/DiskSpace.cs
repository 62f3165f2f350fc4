using Gdpr.Platform.Modules;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Platform.Operating;

/// <summary>Says that the disk of the data folder fills up before it has: a full one takes no request, and loses none.</summary>
internal sealed class DiskSpace(GdprSettings settings) : IHealthCheck
{
    private const long None = 4L * 1024 * 1024;
    private const long Little = 256L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(settings.DataFolder))
        {
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        return Task.FromResult(
            free >= Little ? HealthCheckResult.Healthy()
            : free >= None || settings.Database != DatabaseKind.Sqlite ? HealthCheckResult.Degraded("DISK_NEARLY_FULL")
            : HealthCheckResult.Unhealthy("DISK_FULL"));
    }
}
