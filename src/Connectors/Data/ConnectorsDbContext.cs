using Gdpr.Connectors.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Data;

/// <summary>The room's database: connections, what is being asked of them, and the record of what was told and answered.</summary>
internal abstract class ConnectorsDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "connectors";

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<ConnectionTask> Tasks => Set<ConnectionTask>();

    public DbSet<LedgerStep> Steps => Set<LedgerStep>();

    public DbSet<Disclosure> Disclosures => Set<Disclosure>();

    public DbSet<SealedExport> Exports => Set<SealedExport>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> Deliveries => Set<WebhookDelivery>();

    protected override void MapRoom(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(ConnectorsDbContext).Assembly);
}
