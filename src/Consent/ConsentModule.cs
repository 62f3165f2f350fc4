using Gdpr.Consent.Data;
using Gdpr.Consent.Data.PostgreSql;
using Gdpr.Consent.Data.Sqlite;
using Gdpr.Consent.Data.SqlServer;
using Gdpr.Consent.Features.Ageing;
using Gdpr.Consent.Features.Collecting;
using Gdpr.Consent.Features.Confirming;
using Gdpr.Consent.Features.Cookies;
using Gdpr.Consent.Features.Deciding;
using Gdpr.Consent.Features.Defining;
using Gdpr.Consent.Features.Importing;
using Gdpr.Consent.Features.Informing;
using Gdpr.Consent.Features.Merging;
using Gdpr.Consent.Features.Objecting;
using Gdpr.Consent.Features.Proposing;
using Gdpr.Consent.Features.Rating;
using Gdpr.Consent.Features.Receipting;
using Gdpr.Consent.Features.Recording;
using Gdpr.Consent.Features.Registering;
using Gdpr.Consent.Features.Requalifying;
using Gdpr.Consent.Features.Stating;
using Gdpr.Consent.Features.Stopping;
using Gdpr.Consent.Features.Suppressing;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;

namespace Gdpr.Consent;

/// <summary>May we contact this person, and why: purposes, notices, consent events, and every refusal (Arts. 6(1)(a), 7, 21).</summary>
public sealed class ConsentModule : IModule
{
    public string Name => "consent";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<ConsentDbContext, SqliteConsentDbContext, SqlServerConsentDbContext, PostgreSqlConsentDbContext>(Name);
        builder.AddParticipant<ConsentDbContext, ConsentParticipant>();
        builder.AddKeptSweeper<ConsentDbContext, ConsentParticipant>();
        builder.AddRoomMail<ConsentDbContext>();
        builder.Services.AddScoped<Objections>();
        builder.Services.AddScoped<ImportBatch>();
        builder.Services.AddScoped<Addresses>();
        builder.Services.AddScoped<SignedReceipts>();
        builder.Services.AddSingleton<Links>();
        builder.Services.AddScoped<EntryConfirmation>();
        FormEntries.Add(builder);
        builder.Services.AddHostedService<AgeingSweeper>();
        builder.Services.AddHostedService<InformationSweeper>();
        builder.Services.AddHostedService<ProposalSweeper>();
        builder.Services.AddHostedService<RequalificationWorker>();
        builder.Services.AddSingleton<RateTurn>();
        builder.Services.AddHostedService<RateSweeper>();
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddParticipant<ConsentDbContext, ConsentParticipant>();
        bus.AddConsumer<SubjectsRegisteredConsumer>();
        bus.AddConsumer<SubjectsMergedConsumer>();
        bus.AddConsumer<ObjectToMarketingConsumer>();
        bus.AddConsumer<SendReceiptConsumer>();
        bus.AddConsumer<AskConfirmationConsumer>();
        bus.AddConsumer<ContactStoppedConsumer>();
        bus.AddConsumer<ContactReopenedConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<ConsentDbContext>();
        DefinePurpose.Map(api);
        ListPurposes.Map(api);
        ShowPurposes.Map(api);
        PublishNotice.Map(api);
        ReadNotices.Map(api);
        RecordEvent.Map(api);
        ListEvents.Map(api);
        Suppress.Map(api);
        ListSuppressions.Map(api);
        Decide.Map(api);
        DecideBatch.Map(api);
        EvaluateDecision.Map(api);
        DefineForm.Map(api);
        ShowForm.Map(api);
        EnterForm.Map(api);
        RequestConsent.Map(api);
        ConfirmByLink.Map(api);
        ReadReceipt.Map(api);
        WithdrawByLink.Map(api);
        ImportConsents.Map(api);
        ListInactive.Map(api);
        PreviewRequalification.Map(api);
        StateFacts.Map(api);
        ReadFacts.Map(api);
        PublishInformationText.Map(api);
        ListOwed.Map(api);
        SendInformation.Map(api);
        ReadInformation.Map(api);
        ExemptFromInformation.Map(api);
        ListProposals.Map(api);
        DecideProposal.Map(api);
        PlanRequalification.Map(api);
        ApproveRequalification.Map(api);
        ReadRequalification.Map(api);
        RecordLetters.Map(api);
        DefineBanner.Map(api);
        ShowBanner.Map(api);
        RecordChoice.Map(api);
        TieChoice.Map(api);
        ReadRates.Map(api);
        ReadRateHistory.Map(api);
    }

    public void MapSelf(IEndpointRouteBuilder self)
    {
        self.MapOwnReads<ConsentDbContext>();
        OwnChoices.Map(self);
        ReadReceipt.MapSelf(self);
        OwnCookieChoices.Map(self);
    }

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapParticipation<ConsentDbContext, ConsentParticipant>();
        MatchSuppressions.Map(inside);
        ReadChoiceHashes.Map(inside);
        DecideBatch.MapInside(inside);
        Suppress.MapInside(inside);
        RequestConsent.MapInside(inside);
    }
}
