using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Data.PostgreSql;
using Gdpr.Campaigns.Data.Sqlite;
using Gdpr.Campaigns.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;

namespace Gdpr.Campaigns;

/// <summary>What was sent to whom, on which decision: e-mail, SMS and telephone campaigns (Arts. 6, 7, 21; CPCE L34-5).</summary>
public sealed class CampaignsModule : IModule
{
    public string Name => "campaigns";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<CampaignsDbContext, SqliteCampaignsDbContext, SqlServerCampaignsDbContext, PostgreSqlCampaignsDbContext>(Name);
        builder.AddParticipant<CampaignsDbContext, CampaignsParticipant>();
    }

    public void AddMessaging(RoomBus bus) => bus.AddParticipant<CampaignsDbContext, CampaignsParticipant>();

    public void MapEndpoints(IEndpointRouteBuilder api) => api.MapPlatform<CampaignsDbContext>();

    public void MapInternal(IEndpointRouteBuilder inside) => inside.MapParticipation<CampaignsDbContext, CampaignsParticipant>();
}
