using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Data;

/// <summary>Lets background work wait for its tables: a room in a process of its own may start before it is migrated.</summary>
public sealed class SchemaReady<TDb>(IServiceScopeFactory scopes, TimeProvider clock)
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public async Task WaitAsync(CancellationToken ct)
    {
        while (!await IsReadyAsync(ct))
        {
            await Task.Delay(Pace, clock, ct);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        try
        {
            return await db.Database.CanConnectAsync(ct) && !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
        }
        catch (DbException)
        {
            return false;
        }
    }
}
