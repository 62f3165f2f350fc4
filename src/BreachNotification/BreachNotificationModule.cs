using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Data.PostgreSql;
using Gdpr.BreachNotification.Data.Sqlite;
using Gdpr.BreachNotification.Data.SqlServer;
using Gdpr.BreachNotification.Features.Assessing;
using Gdpr.BreachNotification.Features.Closing;
using Gdpr.BreachNotification.Features.Deciding;
using Gdpr.BreachNotification.Features.Documenting;
using Gdpr.BreachNotification.Features.Forgetting;
using Gdpr.BreachNotification.Features.Naming;
using Gdpr.BreachNotification.Features.Notifying;
using Gdpr.BreachNotification.Features.Reading;
using Gdpr.BreachNotification.Features.Reminding;
using Gdpr.BreachNotification.Features.Watching;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Telemetry;

namespace Gdpr.BreachNotification;

/// <summary>The room of personal data breaches: incident, 72 hours, severity, notifications, register (Arts. 33 and 34).</summary>
public sealed class BreachNotificationModule : IModule
{
    public string Name => "breach-notification";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<BreachNotificationDbContext, SqliteBreachNotificationDbContext, SqlServerBreachNotificationDbContext, PostgreSqlBreachNotificationDbContext>(Name);
        builder.AddRoomMail<BreachNotificationDbContext>();
        builder.AddParticipant<BreachNotificationDbContext, BreachNotificationParticipant>();
        builder.AddKeptSweeper<BreachNotificationDbContext, BreachNotificationParticipant>();
        builder.Services.AddSingleton(RoleAddresses.Read(builder.Configuration, GdprSettings.Of(builder)));
        builder.AddFigures<BreachNotificationDbContext, BreachFigures>();
        builder.Services.AddHostedService<ReminderSweeper>();
        builder.Services.AddHostedService<NameSweeper>();
    }

    public void AddMessaging(RoomBus bus) => bus.AddParticipant<BreachNotificationDbContext, BreachNotificationParticipant>();

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<BreachNotificationDbContext>();
        OpenBreach.Map(api);
        ChangeFacts.Map(api);
        DecideAwareness.Map(api);
        ReceiveProcessorNotice.Map(api);
        EvaluateSeverity.Map(api);
        ListReferenceCases.Map(api);
        AssessBreach.Map(api);
        RecordNotification.Map(api);
        CloseBreach.Map(api);
        NameSubjects.Map(api);
        ListSubjects.Map(api);
        ListBreaches.Map(api);
        ReadBreach.Map(api);
        ReadRegister.Map(api);
    }

    public void MapInternal(IEndpointRouteBuilder inside) => inside.MapParticipation<BreachNotificationDbContext, BreachNotificationParticipant>();
}
