using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gdpr.Platform.Data;

/// <summary>Lets <c>dotnet ef</c> (see migrations.sh) and the schema tests make a room's context without a server.</summary>
public abstract class DesignTimeFactory<TContext>(string room, DatabaseKind kind) : IDesignTimeDbContextFactory<TContext>
    where TContext : RoomDbContext
{
    public TContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TContext>();
        switch (kind)
        {
            case DatabaseKind.Sqlite:
                RoomServices.Sqlite(options, "Data Source=:memory:");
                break;
            case DatabaseKind.SqlServer:
                RoomServices.SqlServer(options, "Server=localhost;Database=design", room);
                break;
            default:
                RoomServices.PostgreSql(options, "Host=localhost;Database=design", room);
                break;
        }

        var services = new RoomContextServices(TimeProvider.System, new WriteGates(), new NoOutboxSignal());
        return (TContext)Activator.CreateInstance(typeof(TContext), options.Options, services)!;
    }
}
