using Gdpr.Sales.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Sales.Data;

internal static class SalesConfiguration
{
    private const int DigestLength = 64;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Order>(MapOrder);
        model.Entity<OrderLine>(e =>
        {
            e.ToTable("OrderLines");
            e.HasKey(l => new { l.OrderId, l.Line });
            e.Property(l => l.Product).HasMaxLength(SalesLimits.Text);
            e.Property(l => l.Description).HasMaxLength(SalesLimits.Text);
            e.Property(l => l.Quantity).HasPrecision(18, 4);
            e.Property(l => l.Amount).HasPrecision(18, 4);
        });
        model.Entity<Invoice>(MapInvoice);
        model.Entity<InvoiceContact>(e =>
        {
            e.ToTable("InvoiceContacts");
            e.HasKey(c => c.InvoiceId);
            e.Property(c => c.InvoiceId).ValueGeneratedNever();
            e.Property(c => c.Email).HasMaxLength(SalesLimits.Text);
            e.Property(c => c.Phone).HasMaxLength(40);
            e.Property(c => c.Notes).HasMaxLength(SalesLimits.Notes);
            e.HasIndex(c => c.SubjectId);
            e.HasIndex(c => c.Email);
            e.HasIndex(c => c.Phone);
            e.Ignore(c => c.SaysNothing);
            e.HasOne<Invoice>().WithOne().HasForeignKey<InvoiceContact>(c => c.InvoiceId);
        });
        model.Entity<MergedCustomer>(e =>
        {
            e.ToTable("MergedCustomers");
            e.HasKey(m => m.Absorbed);
            e.HasIndex(m => m.Survivor);
        });
        MapArchive(model);
        MapImports(model);
    }

    private static void MapOrder(EntityTypeBuilder<Order> e)
    {
        e.ToTable("Orders");
        e.Property(o => o.Id).ValueGeneratedNever();
        e.Property(o => o.Number).HasMaxLength(SalesLimits.Number);
        e.Property(o => o.Currency).HasMaxLength(3);
        e.Property(o => o.Total).HasPrecision(18, 4);
        e.HasIndex(o => o.Number).IsUnique();
        e.HasIndex(o => new { o.SubjectId, o.Id });
        e.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId);
    }

    private static void MapInvoice(EntityTypeBuilder<Invoice> e)
    {
        e.ToTable("Invoices");
        e.Property(i => i.Id).ValueGeneratedNever();
        e.Property(i => i.Number).HasMaxLength(SalesLimits.Number);
        e.Property(i => i.Currency).HasMaxLength(3);
        e.Property(i => i.Gross).HasPrecision(18, 4);
        e.Property(i => i.Digest).HasMaxLength(DigestLength);
        e.HasIndex(i => i.Number).IsUnique();
        e.HasIndex(i => new { i.SubjectId, i.Id });
        e.HasIndex(i => i.OrderId);
        NeverChanged(e);
    }

    private static void MapArchive(ModelBuilder model)
    {
        model.Entity<ArchivedRecord>(e =>
        {
            e.ToTable("Archive");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Number).HasMaxLength(SalesLimits.Number);
            e.Property(a => a.Digest).HasMaxLength(DigestLength);
            e.Property(a => a.Ground).HasMaxLength(100);
            e.Property(a => a.Version).IsConcurrencyToken();
            e.HasIndex(a => a.DueAt);
            e.HasIndex(a => a.SubjectId);
            e.HasIndex(a => a.RecordId);
            e.HasIndex(a => a.Number);
            e.Ignore(a => a.DataClass);
            foreach (var name in (string[])[nameof(ArchivedRecord.Content), nameof(ArchivedRecord.Digest), nameof(ArchivedRecord.Ground), nameof(ArchivedRecord.KeepUntil)])
            {
                e.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        });
        model.Entity<ArchiveHash>(e =>
        {
            e.ToTable("ArchiveHashes");
            e.HasKey(h => new { h.ArchivedId, h.Hash });
            e.Property(h => h.Hash).HasMaxLength(120);
            e.HasIndex(h => h.Hash);
            e.HasOne<ArchivedRecord>().WithMany().HasForeignKey(h => h.ArchivedId);
        });
        model.Entity<KnownHold>(e =>
        {
            e.ToTable("KnownHolds");
            e.HasKey(h => h.HoldId);
            e.Property(h => h.HoldId).ValueGeneratedNever();
            e.HasIndex(h => h.SubjectId);
            e.HasIndex(h => h.RecordId);
        });
    }

    private static void MapImports(ModelBuilder model)
    {
        model.Entity<ImportJob>(e =>
        {
            e.ToTable("Imports");
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.Version).IsConcurrencyToken();
            e.Property(i => i.Delimiter).HasMaxLength(1);
            e.Property(i => i.DateFormats).HasMaxLength(300);
            e.Property(i => i.WaitingFor).HasMaxLength(100);
            e.Property(i => i.Code).HasMaxLength(60);
            e.Ignore(i => i.RowsRead);
            e.HasIndex(i => i.LeasedUntil);
        });
        model.Entity<ImportChunk>(e =>
        {
            e.ToTable("ImportChunks");
            e.HasKey(c => new { c.ImportId, c.Index });
        });
        model.Entity<ImportError>(e =>
        {
            e.ToTable("ImportErrors");
            e.HasKey(x => new { x.ImportId, x.Row });
            e.Property(x => x.Column).HasMaxLength(SalesLimits.Text);
            e.Property(x => x.Code).HasMaxLength(60);
        });
    }

    // An issued invoice is not changed: an update is a mistake in the code and throws.
    private static void NeverChanged<T>(EntityTypeBuilder<T> e)
        where T : class
    {
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
