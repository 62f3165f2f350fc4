using Gdpr.Platform.Data;
using Gdpr.Platform.Disclosing;
using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data;

/// <summary>Orders and invoices of living customers, the restricted archive of what outlives an erasure, and the files they came in.</summary>
internal abstract class SalesDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "sales";

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceContact> InvoiceContacts => Set<InvoiceContact>();

    public DbSet<ArchivedRecord> Archive => Set<ArchivedRecord>();

    public DbSet<ArchiveHash> ArchiveHashes => Set<ArchiveHash>();

    public DbSet<KnownHold> KnownHolds => Set<KnownHold>();

    public DbSet<MergedCustomer> MergedCustomers => Set<MergedCustomer>();

    public DbSet<ImportJob> Imports => Set<ImportJob>();

    public DbSet<ImportChunk> ImportChunks => Set<ImportChunk>();

    public DbSet<ImportError> ImportErrors => Set<ImportError>();

    public DbSet<PersonDisclosure> Disclosures => Set<PersonDisclosure>();

    protected override void MapRoom(ModelBuilder model)
    {
        SalesConfiguration.Map(model);
        model.MapDisclosures();
    }
}
