using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Telemetry;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Data.PostgreSql;
using Gdpr.SubjectRights.Data.Sqlite;
using Gdpr.SubjectRights.Data.SqlServer;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.Assigning;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Corresponding;
using Gdpr.SubjectRights.Features.Deadlines;
using Gdpr.SubjectRights.Features.Deciding;
using Gdpr.SubjectRights.Features.HandingOver;
using Gdpr.SubjectRights.Features.Identifying;
using Gdpr.SubjectRights.Features.Intake;
using Gdpr.SubjectRights.Features.Ledger;
using Gdpr.SubjectRights.Features.Packaging;
using Gdpr.SubjectRights.Features.Reading;
using Gdpr.SubjectRights.Features.Receiving;
using Gdpr.SubjectRights.Features.Redacting;
using Gdpr.SubjectRights.Features.Reviewing;
using Gdpr.SubjectRights.Features.Sweeping;
using Gdpr.SubjectRights.Features.Telling;
using Gdpr.SubjectRights.Features.Watching;
using Gdpr.SubjectRights.Sagas;
using Microsoft.AspNetCore.DataProtection;

namespace Gdpr.SubjectRights;

/// <summary>The room that carries a data subject's request from the door to a verified answer (Arts. 12, 15-22).</summary>
public sealed class SubjectRightsModule : IModule
{
    public string Name => "subject-rights";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<SubjectRightsDbContext, SqliteSubjectRightsDbContext, SqlServerSubjectRightsDbContext, PostgreSqlSubjectRightsDbContext>(Name);
        builder.AddRoomMail<SubjectRightsDbContext>();
        builder.AddParticipant<SubjectRightsDbContext, SubjectRightsParticipant>();
        var keys = GdprSettings.Of(builder).KeysFolder;
        builder.Services.AddDataProtection().SetApplicationName("gdpr").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(keys, "dataprotection")));
        builder.Services.AddSingleton(RoadSettings.Read(builder.Configuration));
        builder.Services.AddScoped<CaseVault>().AddScoped<OneTimeCodes>();
        builder.Services.AddScoped<StatedFacts>().AddScoped<AnswerMail>();
        builder.Services.AddSingleton(PdfSettings.Read(builder.Configuration, GdprSettings.Of(builder))).AddSingleton<PdfPrinter>();
        builder.Services.AddSingleton(WarningSettings.Read(builder.Configuration));
        builder.AddFigures<SubjectRightsDbContext, RequestFigures>();
        builder.Services.AddHostedService<RequestSweeper>().AddHostedService<DeadlineWatch>();
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddSaga<SubjectRequestStateMachine, SubjectRequest>("subject-request");
        bus.AddParticipant<SubjectRightsDbContext, SubjectRightsParticipant>();
        bus.AddConsumer<OpenCaseFileConsumer>();
        bus.AddConsumer<HoldSubjectsConsumer>();
        bus.AddConsumer<ConnectionConsumer>();
        bus.AddConsumer<AssemblePackageConsumer>();
        bus.AddConsumer<PrepareAnswerConsumer>();
        bus.AddConsumer<PrepareSecondCheckConsumer>();
        bus.AddConsumer<ErasureCameBackConsumer>();
        bus.AddConsumer<GiveNoticeConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<SubjectRightsDbContext>();
        ReceiveRequest.Map(api);
        ConfirmIdentity.Map(api);
        SendCode.Map(api);
        ConfirmOwnIdentity.Map(api);
        SendOwnCode.Map(api);
        ApproveRequest.Map(api);
        RefuseRequest.Map(api);
        ExtendDeadline.Map(api);
        PauseClock.Map(api);
        ResumeClock.Map(api);
        RetryTargets.Map(api);
        CancelRequest.Map(api);
        LiftRestriction.Map(api);
        ExplainDelay.Map(api);
        ReadRequest.Map(api);
        ListRequests.Map(api);
        ListConnections.Map(api);
        SearchRequests.Map(api);
        ReadPreview.Map(api);
        ReadHistory.Map(api);
        ReadFiles.Map(api);
        FollowCase.Map(api);
        WriteToPerson.Map(api);
        WriteToController.Map(api);
        StopErasure.Map(api);
        ReportBounce.Map(api);
        ResendAnswer.Map(api);
        FetchPackage.Map(api);
        ListTasks.Map(api);
        OwnTask.Map(api);
        EndTask.Map(api);
        StateFact.Map(api);
        PrintForPost.Map(api);
        EvaluateDeadline.Map(api);
        EvaluateRight.Map(api);
        ProposeRights.Map(api);
        MapWords(api);
    }

    private static void MapWords(IEndpointRouteBuilder api)
    {
        ReviewDisclosure.Map(api);
        MarkRedactions.Map(api);
        ListMentions.Map(api);
        DecideMentions.Map(api);
        ListRecipients.Map(api);
        HandOver.Map(api);
    }

    public void MapSelf(IEndpointRouteBuilder self)
    {
        self.MapOwnReads<SubjectRightsDbContext>();
        OwnRequests.Map(self);
        OwnCases.Map(self);
    }

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapParticipation<SubjectRightsDbContext, SubjectRightsParticipant>();
        ReadCaseFile.Map(inside);
        MatchErasures.Map(inside);
        ReadLedger.Map(inside);
        ReadNotices.Map(inside);
        AskHolds.Map(inside);
    }
}
