using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data.PostgreSql;
using Gdpr.SubjectRights.Data.Sqlite;
using Gdpr.SubjectRights.Data.SqlServer;
using Gdpr.SubjectRights.Features.Ledger;
using Gdpr.SubjectRights.Ledger;
using Microsoft.Extensions.Hosting;

namespace Gdpr.SubjectRights;

/// <summary>The erasure ledger's own database and queue, hosted with SubjectRights.</summary>
public sealed class ErasureLedgerModule : IModule
{
    public string Name => "erasure-ledger";

    public string PartOf => "subject-rights";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.AddRoomDatabase<LedgerDbContext, SqliteLedgerDbContext, SqlServerLedgerDbContext, PostgreSqlLedgerDbContext>(Name);

    public void AddMessaging(RoomBus bus)
    {
        bus.AddConsumer<RecordErasureConsumer>();
        bus.AddConsumer<ChoiceRecordedConsumer>();
        bus.AddConsumer<RecordRestrictionConsumer>();
    }
}
