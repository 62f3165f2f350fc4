using Gdpr.Contacts.Data;
using Gdpr.Contacts.Data.PostgreSql;
using Gdpr.Contacts.Data.Sqlite;
using Gdpr.Contacts.Data.SqlServer;
using Gdpr.Contacts.Features.Exporting;
using Gdpr.Contacts.Features.Finding;
using Gdpr.Contacts.Features.Following;
using Gdpr.Contacts.Features.Importing;
using Gdpr.Contacts.Features.Merging;
using Gdpr.Contacts.Features.Noting;
using Gdpr.Contacts.Features.Proposing;
using Gdpr.Contacts.Features.Reading;
using Gdpr.Contacts.Features.Registering;
using Gdpr.Contacts.Features.Resolving;
using Gdpr.Contacts.Features.Searching;
using Gdpr.Contacts.Features.Selecting;
using Gdpr.Contacts.Features.Telling;
using Gdpr.Contacts.Matching;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;

namespace Gdpr.Contacts;

/// <summary>Who we know, and from where: people, organisations, the origin of each field, imports.</summary>
public sealed class ContactsModule : IModule
{
    public string Name => "contacts";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<ContactsDbContext, SqliteContactsDbContext, SqlServerContactsDbContext, PostgreSqlContactsDbContext>(Name);
        builder.AddParticipant<ContactsDbContext, ContactsParticipant>();
        builder.AddKeptSweeper<ContactsDbContext, ContactsParticipant>();
        builder.Services.AddScoped<Rectification>();
        builder.Services.AddScoped<RefusalMatch>();
        builder.Services.AddScoped<Registrar>();
        builder.Services.AddScoped<Merge>();
        builder.Services.AddSingleton<ImportSignal>();
        builder.Services.AddSingleton<ImportPipeline>();
        builder.Services.AddSingleton<ImportRun>();
        builder.Services.AddHostedService<ImportWorker>();
    }

    public void AddMessaging(RoomBus bus) => bus.AddParticipant<ContactsDbContext, ContactsParticipant>();

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<ContactsDbContext>();
        RegisterContact.Map(api);
        ChangeContact.Map(api);
        UpsertContact.Map(api);
        ReadContact.Map(api);
        SearchContacts.Map(api);
        FollowChanges.Map(api);
        AddNote.Map(api);
        ListNotes.Map(api);
        ProposeMapping.Map(api);
        StartImport.Map(api);
        ListImports.Map(api);
        ReadImport.Map(api);
        MapImport.Map(api);
        ExportContacts.Map(api);
        ProposeDuplicates.Map(api);
        DismissDuplicate.Map(api);
        FollowNotices.Map(api);
        PreviewMerge.Map(api);
        MergeContacts.Map(api);
    }

    public void MapSelf(IEndpointRouteBuilder self)
    {
        self.MapOwnReads<ContactsDbContext>();
        self.MapOwnRecipients<ContactsDbContext>();
        ReadContact.MapSelf(self);
    }

    public void MapInternal(IEndpointRouteBuilder inside)
    {
        inside.MapParticipation<ContactsDbContext, ContactsParticipant>();
        ResolveSubjects.Map(inside);
        ReadIdentifiers.Map(inside);
        ReadHashes.Map(inside);
        ReadAddresses.Map(inside);
        MatchSubjects.Map(inside);
        ReadBuyers.Map(inside);
        ReadFirstDisclosures.Map(inside);
        RegisterByForm.Map(inside);
        SelectSubjects.Map(inside);
        ReadRecipients.Map(inside);
    }
}
