using Gdpr.Campaigns.Asking;
using Gdpr.Campaigns.Data;
using Gdpr.Campaigns.Data.PostgreSql;
using Gdpr.Campaigns.Data.Sqlite;
using Gdpr.Campaigns.Data.SqlServer;
using Gdpr.Campaigns.Delivering;
using Gdpr.Campaigns.Features.Calling;
using Gdpr.Campaigns.Features.Defining;
using Gdpr.Campaigns.Features.Launching;
using Gdpr.Campaigns.Features.Merging;
using Gdpr.Campaigns.Features.Planning;
using Gdpr.Campaigns.Features.Reporting;
using Gdpr.Campaigns.Features.Sending;
using Gdpr.Campaigns.Features.Stopping;
using Gdpr.Campaigns.Features.Telling;
using Gdpr.Campaigns.Features.Texting;
using Gdpr.Campaigns.Features.Welcoming;
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
        builder.Services.AddSingleton(s => CampaignsSettings.Read(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<GdprSettings>().Controller.TimeZone));
        builder.Services.AddSingleton<People>();
        builder.Services.AddSingleton<Permissions>();
        builder.Services.AddSingleton<Reach>();
        builder.Services.AddSingleton<Comeback>();
        builder.Services.AddSingleton<LinkTokens>();
        builder.Services.AddHttpClient(Media.SmsClient, c => c.Timeout = TimeSpan.FromSeconds(30));
        builder.Services.AddSingleton(s => Dns.Of(s.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<SenderExamination>();
        builder.Services.AddSingleton<Media>();
        builder.Services.AddSingleton<Composer>();
        builder.Services.AddSingleton<CampaignRun>();
        builder.Services.AddHostedService<SendWorker>();
        builder.Services.AddHostedService<OvhInbox>();
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddParticipant<CampaignsDbContext, CampaignsParticipant>();
        bus.AddConsumer<SubjectsMergedConsumer>();
        bus.AddConsumer<ConsentGivenConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<CampaignsDbContext>();
        SaveTemplate.Map(api);
        ReadTemplates.Map(api);
        SaveSegment.Map(api);
        CreateCampaign.Map(api);
        ReadCampaigns.Map(api);
        RunPreflight.Map(api);
        LaunchCampaign.Map(api);
        SendTest.Map(api);
        ReadStatistics.Map(api);
        ReadDeliverability.Map(api);
        TakeReport.Map(api);
        TakeCall.Map(api);
        EndCall.Map(api);
        TakeText.Map(api);
    }

    public void MapSelf(IEndpointRouteBuilder self) => self.MapOwnReads<CampaignsDbContext>();

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapParticipation<CampaignsDbContext, CampaignsParticipant>();
        ReadFirstSends.Map(inside);
    }

    public void MapRoot(IEndpointRouteBuilder root) => FollowLink.Map(root);
}
