using Gdpr.Platform.Audit;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Telemetry;
using MassTransit.Middleware;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Gdpr.Platform.Data;

/// <summary>A room's contexts: what the room works with, and one derived context per provider for its migrations.</summary>
public static class RoomServices
{
    /// <summary>Adds the room's database on the configured provider, with its outbox, inbox and sweeps.</summary>
    public static void AddRoomDatabase<TDb, TSqlite, TSqlServer, TPostgreSql>(this IHostApplicationBuilder builder, string room)
        where TDb : RoomDbContext
        where TSqlite : TDb
        where TSqlServer : TDb
        where TPostgreSql : TDb
    {
        var settings = builder.Settings();
        var connection = ConnectionString(builder.Configuration, settings, room);
        switch (settings.Database)
        {
            case DatabaseKind.Sqlite:
                builder.Services.AddDbContext<TDb, TSqlite>(o => Sqlite(o, connection), optionsLifetime: ServiceLifetime.Singleton);
                break;
            case DatabaseKind.SqlServer:
                builder.Services.AddDbContext<TDb, TSqlServer>(o => SqlServer(o, connection, room), optionsLifetime: ServiceLifetime.Singleton);
                break;
            default:
                builder.Services.AddDbContext<TDb, TPostgreSql>(o => PostgreSql(o, connection, room), optionsLifetime: ServiceLifetime.Singleton);
                break;
        }

        AddPlumbing<TDb>(builder, room);
    }

    internal static GdprSettings Settings(this IHostApplicationBuilder builder) =>
        (GdprSettings)builder.Properties[typeof(GdprSettings)];

    internal static List<RoomRegistration> Rooms(this IHostApplicationBuilder builder) =>
        (List<RoomRegistration>)builder.Properties[typeof(RoomRegistration)];

    public static void Sqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection).AddInterceptors(SqlitePragmas.Instance).Quiet();

    public static void SqlServer(DbContextOptionsBuilder options, string connection, string room) =>
        options.UseSqlServer(connection, s => s.MigrationsHistoryTable("__Migrations", room)).Quiet();

    public static void PostgreSql(DbContextOptionsBuilder options, string connection, string room) =>
        options.UseNpgsql(connection, s => s.MigrationsHistoryTable("__Migrations", room)).Quiet();

    // Exception texts of a database may quote values: they are logged by type in our own words. Whether a migration is
    // missing is asked by a test once, not by every start: the answer costs a tenth of it.
    private static void Quiet(this DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(w => w
            .Ignore(RelationalEventId.MultipleCollectionIncludeWarning)
            .Ignore(RelationalEventId.PendingModelChangesWarning)
            .Ignore(SqliteEventId.SchemaConfiguredWarning)
            .Log((RelationalEventId.CommandError, Microsoft.Extensions.Logging.LogLevel.Debug), (CoreEventId.SaveChangesFailed, Microsoft.Extensions.Logging.LogLevel.Debug)));

    private static string ConnectionString(IConfiguration configuration, GdprSettings settings, string room)
    {
        if (settings.Database == DatabaseKind.Sqlite)
        {
            Directory.CreateDirectory(settings.DataFolder);
            return $"Data Source={Path.Combine(settings.DataFolder, room + ".db")}";
        }

        var connection = configuration.GetConnectionString(room)
            ?? configuration.GetConnectionString("Default")
            ?? throw new InvalidOperationException($"ConnectionStrings:{room} is missing.");
        return settings.Database == DatabaseKind.PostgreSql ? Prepared(connection) : connection;
    }

    // A room asks few questions, again and again: the server need not plan them anew each time. And no room leaves anything
    // in a session (locks end with their transaction), so nothing is swept out of it: with prepared statements that is
    // seven statements before each first one.
    private static string Prepared(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 100 : settings.MaxAutoPrepare;
        settings.NoResetOnClose = true;
        return settings.ConnectionString;
    }

    private static void AddPlumbing<TDb>(IHostApplicationBuilder builder, string room)
        where TDb : RoomDbContext
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WriteGates>();
        services.TryAddSingleton<RoomLease>();
        services.TryAddSingleton<IOutboxSignal, OutboxSignal>();
        services.TryAddSingleton<RoomContextServices>();
        services.AddScoped<IOutboxContextFactory<TDb>, InboxContextFactory<TDb>>();
        services.AddSingleton<SchemaReady<TDb>>();
        services.AddSingleton<OutboxDispatcher<TDb>>();
        services.AddSingleton<IOutboxDispatcher>(s => s.GetRequiredService<OutboxDispatcher<TDb>>());
        services.AddHostedService(s => s.GetRequiredService<OutboxDispatcher<TDb>>());
        services.AddHostedService<Housekeeping<TDb>>();
        services.TryAddSingleton<DeadLetters>();
        services.AddHostedService<DeadLetterWatch<TDb>>();
        services.AddHostedService<AuditSealer<TDb>>();
        builder.AddFigures<TDb, PlumbingFigures<TDb>>();
        services.AddHostedService<RoomFigures<TDb>>();
        var registration = new RoomRegistration<TDb>(room, builder.Topology());
        builder.Rooms().Add(registration);
        services.AddSingleton<RoomRegistration>(registration);
    }

    internal static BusTopology Topology(this IHostApplicationBuilder builder) =>
        (BusTopology)builder.Properties[typeof(BusTopology)];
}
