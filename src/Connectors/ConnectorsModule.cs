using Gdpr.Connectors.Data;
using Gdpr.Connectors.Data.PostgreSql;
using Gdpr.Connectors.Data.Sqlite;
using Gdpr.Connectors.Data.SqlServer;
using Gdpr.Connectors.Features.Connecting;
using Gdpr.Connectors.Features.Executing;
using Gdpr.Connectors.Features.Exporting;
using Gdpr.Connectors.Features.Notifying;
using Gdpr.Connectors.Features.Participating;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gdpr.Connectors;

/// <summary>The outside world: third parties that hold people's data, and what they are asked to do with it.</summary>
public sealed class ConnectorsModule : IModule
{
    public string Name => "connectors";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<ConnectorsDbContext, SqliteConnectorsDbContext, SqlServerConnectorsDbContext, PostgreSqlConnectorsDbContext>(Name);
        builder.AddThirdParties();
        builder.Services.TryAddSingleton<CaseFiles>();
        builder.Services.AddScoped<Recall>();
        builder.Services.AddScoped<Telling>();
        builder.Services.AddScoped<TaskBook>();
        builder.Services.AddScoped<TaskRun>();
        builder.Services.AddHostedService<TaskWorker>();
        builder.Services.AddHostedService<DeliveryWorker>();
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddConsumer<ParticipationConsumer>("participation");
        bus.AddConsumer<WebhooksConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<ConnectorsDbContext>();
        ListDefinitions.Map(api);
        CreateConnection.Map(api);
        ReadConnections.Map(api);
        EnableConnection.Map(api);
        DisableConnection.Map(api);
        ReplaceToken.Map(api);
        RecordDisclosures.Map(api);
        CheckHealth.Map(api);
        CreateWebhook.Map(api);
        ReadWebhooks.Map(api);
        PingWebhook.Map(api);
        DeleteWebhook.Map(api);
    }

    public void MapInternal(IEndpointRouteBuilder inside) => ExportRequest.Map(inside);
}
