using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Data;

/// <summary>Brings each hosted room's database to the newest schema; on a server it is made if missing.</summary>
public static class Migrations
{
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        foreach (var room in services.GetServices<RoomRegistration>())
        {
            await using var scope = services.CreateAsyncScope();
            var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
            await db.Database.MigrateAsync(ct);
        }
    }
}
