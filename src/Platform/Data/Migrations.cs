using System.Data.Common;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Data;

/// <summary>Brings each hosted room's database to the newest schema; on a server it is made if missing.</summary>
public static class Migrations
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        foreach (var room in services.GetServices<RoomRegistration>())
        {
            await ApplyAsync(services, room, ct);
        }
    }

    /// <summary>
    /// The same as a step of its own: an orchestrator calls a server started that does not answer yet, so it is asked
    /// again (<c>Gdpr:Migrate:WaitSeconds</c>).
    /// </summary>
    internal static async Task ApplyPatientlyAsync(IServiceProvider services, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(services.GetRequiredService<IConfiguration>().GetValue("Gdpr:Migrate:WaitSeconds", 120));
        foreach (var room in services.GetServices<RoomRegistration>())
        {
            while (!await TryAsync(services, room, last: clock.GetUtcNow() >= until, ct))
            {
                await Task.Delay(Pace, clock, ct);
            }
        }
    }

    private static async Task<bool> TryAsync(IServiceProvider services, RoomRegistration room, bool last, CancellationToken ct)
    {
        try
        {
            await ApplyAsync(services, room, ct);
            return true;
        }
        catch (DbException e) when (!last)
        {
            Console.WriteLine($"DATABASE_OUT_OF_REACH {room.Room} ({e.GetType().Name}); asked again");
            return false;
        }
    }

    private static async Task ApplyAsync(IServiceProvider services, RoomRegistration room, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
        await db.Database.MigrateAsync(ct);
    }
}
