using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Consent.Data;

internal static class ConsentConfiguration
{
    private const int HashLength = 120;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Purpose>(MapPurpose);
        model.Entity<Notice>(MapNotice);
        model.Entity<CollectionForm>(MapForm);
        model.Entity<ConsentEvent>(MapEvent);
        model.Entity<KnownSubject>(e =>
        {
            e.HasKey(s => s.SubjectId);
            e.Property(s => s.SubjectId).ValueGeneratedNever();
            e.Property(s => s.Country).HasMaxLength(8);
            e.Property(s => s.Audience).HasMaxLength(8);
        });
        model.Entity<SubjectFacts>(MapFacts);
        model.Entity<AccessTrace>(MapAccessTrace);
        model.Entity<SubjectHash>(e =>
        {
            e.HasKey(h => new { h.SubjectId, h.Hash });
            e.Property(h => h.Hash).HasMaxLength(HashLength);
            e.HasIndex(h => h.Hash);
        });
        MapSuppressions(model);
    }

    private static void MapPurpose(EntityTypeBuilder<Purpose> e)
    {
        e.HasKey(p => p.Code);
        e.Property(p => p.Code).HasMaxLength(64);
        e.Property(p => p.NameFr).HasMaxLength(200);
        e.Property(p => p.NameEn).HasMaxLength(200);
        e.Property(p => p.Channels).HasMaxLength(100);
        e.Property(p => p.ControllerId).HasMaxLength(64);
        NeverChanged(e);
    }

    private static void MapNotice(EntityTypeBuilder<Notice> e)
    {
        e.Property(n => n.Id).ValueGeneratedNever();
        e.Property(n => n.Purpose).HasMaxLength(64);
        e.Property(n => n.Language).HasMaxLength(35);
        e.Property(n => n.Form).HasMaxLength(200);
        e.Property(n => n.Sha256).HasMaxLength(64);
        e.Property(n => n.ControllerId).HasMaxLength(64);
        e.HasIndex(n => new { n.Purpose, n.Language, n.Version }).IsUnique();
        NeverChanged(e);
    }

    private static void MapForm(EntityTypeBuilder<CollectionForm> e)
    {
        e.ToTable("Forms");
        e.HasKey(f => f.Code);
        e.Property(f => f.Code).HasMaxLength(64);
        e.Property(f => f.TitleFr).HasMaxLength(200);
        e.Property(f => f.TitleEn).HasMaxLength(200);
        e.Property(f => f.Fields).HasMaxLength(100);
        e.Property(f => f.PrivacyUrl).HasMaxLength(500);
        e.Property(f => f.ControllerId).HasMaxLength(64);
        NeverChanged(e);
    }

    private static void MapEvent(EntityTypeBuilder<ConsentEvent> e)
    {
        e.ToTable("Events");
        e.Property(c => c.Id).ValueGeneratedNever();
        e.Property(c => c.Purpose).HasMaxLength(64);
        e.Property(c => c.Method).HasMaxLength(40);
        e.Property(c => c.ControllerId).HasMaxLength(64);
        e.Property(c => c.Operator).HasMaxLength(200);
        e.HasIndex(c => new { c.SubjectId, c.Purpose });
        NeverChanged(e);
    }

    private static void MapFacts(EntityTypeBuilder<SubjectFacts> e)
    {
        e.ToTable("Facts");
        e.HasKey(f => f.SubjectId);
        e.Property(f => f.SubjectId).ValueGeneratedNever();
        e.Property(f => f.Version).IsConcurrencyToken();
        e.Property(f => f.StatedBy).HasMaxLength(200);
        e.Property(f => f.Country).HasMaxLength(8);
        e.Property(f => f.TimeZone).HasMaxLength(64);
        e.Property(f => f.Audience).HasMaxLength(8);
        e.Property(f => f.AddressType).HasMaxLength(40);
        e.Property(f => f.Sector).HasMaxLength(64);
        e.Property(f => f.Origin).HasMaxLength(40);
        e.Property(f => f.Supplier).HasMaxLength(200);
        e.HasIndex(f => f.LastContactFromPersonAt);
    }

    private static void MapAccessTrace(EntityTypeBuilder<AccessTrace> e)
    {
        e.Property(t => t.Id).ValueGeneratedNever();
        e.Property(t => t.Ip).HasMaxLength(64);
        e.Property(t => t.UserAgent).HasMaxLength(300);
        e.HasIndex(t => t.EraseAt);
        e.HasIndex(t => t.SubjectId);
        NeverChanged(e);
    }

    private static void MapSuppressions(ModelBuilder model)
    {
        model.Entity<Suppression>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Purpose).HasMaxLength(64);
            e.Property(s => s.ControllerId).HasMaxLength(64);
            e.HasIndex(s => s.RequestId);
            NeverChanged(e);
        });
        model.Entity<SuppressionHash>(e =>
        {
            e.HasKey(h => new { h.SuppressionId, h.Hash });
            e.Property(h => h.Hash).HasMaxLength(HashLength);
            e.HasIndex(h => h.Hash);
            e.HasOne<Suppression>().WithMany().HasForeignKey(h => h.SuppressionId);
        });
        model.Entity<SuppressionSubject>(e =>
        {
            e.HasKey(s => new { s.SubjectId, s.SuppressionId });
            e.HasOne<Suppression>().WithMany().HasForeignKey(s => s.SuppressionId);
        });
    }

    // What proves a consent or a refusal is appended: an update is a mistake in the code and throws.
    private static void NeverChanged<T>(EntityTypeBuilder<T> e)
        where T : class
    {
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
