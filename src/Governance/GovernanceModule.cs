using Gdpr.Governance.Data;
using Gdpr.Governance.Data.PostgreSql;
using Gdpr.Governance.Data.Sqlite;
using Gdpr.Governance.Data.SqlServer;
using Gdpr.Governance.Features.Holding;
using Gdpr.Governance.Features.Retaining;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;

namespace Gdpr.Governance;

/// <summary>How long what is kept, on whose word, and what must be kept for a claim (Arts. 5(1)(e), 5(2), 17(3)).</summary>
public sealed class GovernanceModule : IModule
{
    public string Name => "governance";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<GovernanceDbContext, SqliteGovernanceDbContext, SqlServerGovernanceDbContext, PostgreSqlGovernanceDbContext>(Name);
        builder.AddParticipant<GovernanceDbContext, GovernanceParticipant>();
        builder.AddRoomMail<GovernanceDbContext>();
        builder.Services.AddHostedService<ReviewReminder>();
    }

    public void AddMessaging(RoomBus bus) => bus.AddParticipant<GovernanceDbContext, GovernanceParticipant>();

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<GovernanceDbContext>();
        EvaluateRetention.Map(api);
        DecideRule.Map(api);
        ListRules.Map(api);
        PlaceHold.Map(api);
        ReviewHold.Map(api);
        ReleaseHold.Map(api);
        ReadHolds.Map(api);
    }

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapParticipation<GovernanceDbContext, GovernanceParticipant>();
        MatchHolds.Map(inside);
    }
}
