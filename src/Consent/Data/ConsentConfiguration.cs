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
            e.Property(s => s.Origin).HasMaxLength(40);
        });
        MapInformation(model);
        MapEnding(model);
        model.Entity<SubjectFacts>(MapFacts);
        model.Entity<AccessTrace>(MapAccessTrace);
        model.Entity<SubjectHash>(e =>
        {
            e.HasKey(h => new { h.SubjectId, h.Hash });
            e.Property(h => h.Hash).HasMaxLength(HashLength);
            e.HasIndex(h => h.Hash);
        });
        MapSuppressions(model);
        MapCookies(model);
        model.Entity<ConsentRate>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Purpose).HasMaxLength(64);
            e.Property(r => r.Origin).HasMaxLength(40);
            e.HasIndex(r => new { r.Day, r.Purpose, r.Channel, r.Origin }).IsUnique();
            e.HasIndex(r => new { r.Purpose, r.Day });
        });
    }

    private static void MapPurpose(EntityTypeBuilder<Purpose> e)
    {
        e.HasKey(p => p.Code);
        e.Property(p => p.Code).HasMaxLength(64);
        e.Property(p => p.NameFr).HasMaxLength(200);
        e.Property(p => p.NameEn).HasMaxLength(200);
        e.Property(p => p.Channels).HasMaxLength(100);
        e.Property(p => p.DataClasses).HasMaxLength(1400);
        e.Ignore(p => p.NamedClasses);
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

    private static void MapInformation(ModelBuilder model)
    {
        model.Entity<InformationDuty>(e =>
        {
            e.ToTable("InformationDuties");
            e.HasKey(d => d.SubjectId);
            e.Property(d => d.SubjectId).ValueGeneratedNever();
            e.Property(d => d.Version).IsConcurrencyToken();
            e.Property(d => d.Origin).HasMaxLength(40);
            e.Property(d => d.Supplier).HasMaxLength(200);
            e.Property(d => d.ExemptGround).HasMaxLength(40);
            e.Property(d => d.ExemptReason).HasMaxLength(500);
            e.Property(d => d.ExemptBy).HasMaxLength(200);
            e.Ignore(d => d.IsOpen);
            e.HasIndex(d => d.Id);
            e.HasIndex(d => d.NoticeId);
        });
        model.Entity<InformationText>(e =>
        {
            e.ToTable("InformationTexts");
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Language).HasMaxLength(8);
            e.Property(t => t.Subject).HasMaxLength(200);
            e.Property(t => t.Sha256).HasMaxLength(64);
            e.Property(t => t.By).HasMaxLength(200);
            e.HasIndex(t => new { t.Language, t.Version }).IsUnique();
            NeverChanged(e);
        });
        model.Entity<InformationNotice>(e =>
        {
            e.ToTable("InformationNotices");
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Language).HasMaxLength(8);
            e.Property(n => n.TextSha256).HasMaxLength(64);
            e.Property(n => n.BodySha256).HasMaxLength(64);
            e.Property(n => n.Origin).HasMaxLength(40);
            e.Property(n => n.By).HasMaxLength(200);
            e.HasIndex(n => n.SubjectId);
            NeverChanged(e);
        });
    }

    private static void MapEnding(ModelBuilder model)
    {
        model.Entity<ErasureProposal>(e =>
        {
            e.ToTable("ErasureProposals");
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Version).IsConcurrencyToken();
            e.Property(p => p.Purpose).HasMaxLength(64);
            e.Property(p => p.DataClasses).HasMaxLength(1400);
            e.Property(p => p.DecidedBy).HasMaxLength(200);
            e.Property(p => p.Reason).HasMaxLength(500);
            e.HasIndex(p => new { p.SubjectId, p.Purpose });
        });
        model.Entity<RequalificationRun>(e =>
        {
            e.ToTable("Requalifications");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Version).IsConcurrencyToken();
            e.Property(r => r.Purpose).HasMaxLength(64);
            e.Property(r => r.CreatedBy).HasMaxLength(200);
            e.Property(r => r.ApprovedBy).HasMaxLength(200);
            e.Property(r => r.Reason).HasMaxLength(500);
        });
        model.Entity<RequalificationAsk>(e =>
        {
            e.ToTable("RequalificationAsks");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Code).HasMaxLength(64);
            e.HasIndex(a => new { a.RunId, a.SubjectId }).IsUnique();
            e.HasIndex(a => a.SubjectId);
            e.HasIndex(a => a.EventId);
            e.HasIndex(a => new { a.Outcome, a.Id });
        });
    }

    private static void MapCookies(ModelBuilder model)
    {
        model.Entity<CookieBanner>(e =>
        {
            e.HasKey(b => new { b.Code, b.Version });
            e.Property(b => b.Code).HasMaxLength(64);
            e.Property(b => b.Origins).HasMaxLength(6000);
            e.Property(b => b.PrivacyUrl).HasMaxLength(500);
            e.Property(b => b.Domain).HasMaxLength(253);
            e.Property(b => b.Sha256).HasMaxLength(64);
            NeverChanged(e);
        });
        model.Entity<CookieChoice>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Banner).HasMaxLength(64);
            e.Property(c => c.Language).HasMaxLength(8);
            e.Property(c => c.Accepted).HasMaxLength(1400);
            e.Property(c => c.Refused).HasMaxLength(1400);
            e.HasIndex(c => c.At);
            NeverChanged(e);
        });
        model.Entity<CookieTie>(e =>
        {
            e.HasKey(t => t.ChoiceId);
            e.Property(t => t.ChoiceId).ValueGeneratedNever();
            e.HasIndex(t => t.SubjectId);
        });
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
