using Gdpr.Connectors.Data;
using Gdpr.Connectors.Data.PostgreSql;
using Gdpr.Connectors.Data.Sqlite;
using Gdpr.Connectors.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;

namespace Gdpr.Connectors;

/// <summary>The outside world: third parties that hold people's data, and what they are asked to do with it.</summary>
public sealed class ConnectorsModule : IModule
{
    public string Name => "connectors";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.AddRoomDatabase<ConnectorsDbContext, SqliteConnectorsDbContext, SqlServerConnectorsDbContext, PostgreSqlConnectorsDbContext>(Name);

    public void MapEndpoints(IEndpointRouteBuilder api) => api.MapPlatform<ConnectorsDbContext>();
}
