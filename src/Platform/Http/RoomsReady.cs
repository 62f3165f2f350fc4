using Gdpr.Platform.Data;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gdpr.Platform.Http;

/// <summary>
/// Ready means: every hosted room's database answers, has the newest schema and has caught up with the erasure ledger.
/// The bus reports for itself.
/// </summary>
internal sealed class RoomsReady(IServiceScopeFactory scopes, IEnumerable<RoomRegistration> rooms, LedgerGate gate) : IHealthCheck
{
    private bool _migrated;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var room in rooms)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
            if (!await db.Database.CanConnectAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy($"DATABASE_OUT_OF_REACH {room.Room}");
            }

            if (!_migrated && (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return HealthCheckResult.Unhealthy($"DATABASE_NOT_MIGRATED {room.Room}");
            }
        }

        _migrated = true;
        return gate.Closed is { Count: > 0 } closed
            ? HealthCheckResult.Unhealthy($"{LedgerGate.Replaying.Code} {string.Join(' ', closed)}")
            : HealthCheckResult.Healthy();
    }
}
