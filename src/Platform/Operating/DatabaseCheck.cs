using System.Data.Common;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Operating;

/// <summary>Whether a room's database answers and has the newest schema, and whether messages lie aside in it.</summary>
internal static class DatabaseCheck
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(IServiceProvider services, RoomRegistration room, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = (RoomDbContext)scope.ServiceProvider.GetRequiredService(room.Context);
        if (db.Database.IsSqlite() && !File.Exists(db.Database.GetDbConnection().DataSource))
        {
            return [Finding.Doubtful("DATABASE_NOT_MADE", $"{room.Room} has no file yet: the first start, or migrate, makes it.")];
        }

        try
        {
            return await AskAsync(db, ct);
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException)
        {
            return [OutOfReach(room.Room, e)];
        }
    }

    private static async Task<IReadOnlyList<Finding>> AskAsync(RoomDbContext db, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).Count();
        if (pending > 0)
        {
            return [Finding.Bad("DATABASE_NOT_MIGRATED", $"{db.Room} lacks {pending} migrations: run the verb migrate.")];
        }

        var dead = await db.DeadMessages.CountAsync(m => m.ReplayedAt == null, ct) + await db.Outbox.CountAsync(m => m.DeadAt != null, ct);
        return dead == 0
            ? [Finding.Good("DATABASE_OK", db.Room)]
            : [Finding.Doubtful("MESSAGES_DEAD", $"{dead} messages lie aside in {db.Room}: read GET /api/{db.Room}/dead-messages, mend the cause, replay them.")];
    }

    private static Finding OutOfReach(string room, Exception e) =>
        Finding.Bad("DATABASE_OUT_OF_REACH", $"{room} ({e.GetType().Name}): check ConnectionStrings:{room} or Default, and whether the server runs.");
}
