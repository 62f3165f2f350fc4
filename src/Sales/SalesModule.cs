using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Sales.Data;
using Gdpr.Sales.Data.PostgreSql;
using Gdpr.Sales.Data.Sqlite;
using Gdpr.Sales.Data.SqlServer;
using Gdpr.Sales.Features.Archiving;
using Gdpr.Sales.Features.Holding;
using Gdpr.Sales.Features.Importing;
using Gdpr.Sales.Features.Invoicing;
using Gdpr.Sales.Features.Merging;
using Gdpr.Sales.Features.Ordering;
using Gdpr.Sales.Matching;

namespace Gdpr.Sales;

/// <summary>Customers' orders and invoices, and the restricted archive of what the law makes us keep (Art. 17(3)(b)).</summary>
public sealed class SalesModule : IModule
{
    public string Name => "sales";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<SalesDbContext, SqliteSalesDbContext, SqlServerSalesDbContext, PostgreSqlSalesDbContext>(Name);
        builder.AddParticipant<SalesDbContext, SalesParticipant>();
        builder.Services.AddScoped<Litigation>();
        builder.Services.AddScoped<OpenRequests>();
        builder.Services.AddScoped<Customers>();
        builder.Services.AddHostedService<ArchivePurge>();
        builder.Services.AddSingleton<ImportSignal>();
        builder.Services.AddSingleton<ImportRun>();
        builder.Services.AddHostedService<ImportWorker>();
    }

    public void AddMessaging(RoomBus bus)
    {
        bus.AddParticipant<SalesDbContext, SalesParticipant>();
        bus.AddConsumer<LitigationHoldConsumer>();
        bus.AddConsumer<SubjectsMergedConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<SalesDbContext>();
        PlaceOrder.Map(api);
        ReadOrders.Map(api);
        IssueInvoice.Map(api);
        ReadInvoices.Map(api);
        StartImport.Map(api);
        ReadImport.Map(api);
        ReadArchive.Map(api);
    }

    public void MapSelf(IEndpointRouteBuilder self)
    {
        self.MapOwnReads<SalesDbContext>();
        self.MapOwnRecipients<SalesDbContext>();
    }

    public void MapInternal(IEndpointRouteBuilder inside) => inside.MapParticipation<SalesDbContext, SalesParticipant>();
}
