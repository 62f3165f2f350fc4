using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Platform.Operating;

/// <summary>
/// Says that the clock on the wall went another way than the machine's own count of time: due times come early or late until
/// it is set right. Nothing is lost by it, so the host stays in service.
/// </summary>
internal sealed class ClockJump(TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shown = TimeSpan.FromMinutes(15);

    private readonly Lock _one = new();
    private (DateTimeOffset Wall, long Count) _seen = (clock.GetUtcNow(), clock.GetTimestamp());
    private (TimeSpan By, long Count)? _jump;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_one)
        {
            var (wall, count) = (clock.GetUtcNow(), clock.GetTimestamp());
            var by = wall - _seen.Wall - clock.GetElapsedTime(_seen.Count, count);
            _seen = (wall, count);
            _jump = by.Duration() > Tolerated ? (by, count) : _jump;
            return Task.FromResult(_jump is { } jump && clock.GetElapsedTime(jump.Count, count) < Shown
                ? HealthCheckResult.Degraded(jump.By > TimeSpan.Zero ? "CLOCK_JUMPED forward" : "CLOCK_JUMPED back")
                : HealthCheckResult.Healthy());
        }
    }
}
