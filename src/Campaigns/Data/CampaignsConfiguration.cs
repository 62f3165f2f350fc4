using Gdpr.Campaigns.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Campaigns.Data;

internal static class CampaignsConfiguration
{
    private const int Code = 64;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Template>(MapTemplate);
        model.Entity<TemplateText>(e =>
        {
            e.ToTable("TemplateTexts");
            e.HasKey(x => new { x.TemplateId, x.Language });
            e.Property(x => x.Language).HasMaxLength(10);
            e.Property(x => x.Subject).HasMaxLength(400);
            e.Property(x => x.SubjectB).HasMaxLength(400);
        });
        model.Entity<Segment>(e =>
        {
            e.ToTable("Segments");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Name).HasMaxLength(200);
            e.Property(s => s.Criteria).HasMaxLength(4000);
            e.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<Campaign>(MapCampaign);
        model.Entity<Preflight>(MapPreflight);
        model.Entity<PreflightCount>(e =>
        {
            e.ToTable("PreflightCounts");
            e.HasKey(x => new { x.PreflightId, x.Goes, x.Code });
            e.Property(x => x.Code).HasMaxLength(Code);
        });
        model.Entity<PreflightExample>(e =>
        {
            e.ToTable("PreflightExamples");
            e.HasKey(x => new { x.PreflightId, x.Code, x.SubjectId });
            e.Property(x => x.Code).HasMaxLength(Code);
            e.HasIndex(x => x.SubjectId);
        });
        model.Entity<Send>(MapSend);
        model.Entity<CallAttempt>(e =>
        {
            e.ToTable("CallAttempts");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Outcome).HasMaxLength(Code);
            e.HasIndex(a => a.SubjectId);
            e.HasIndex(a => a.SendId);
        });
        model.Entity<MergedPerson>(e =>
        {
            e.ToTable("MergedPeople");
            e.HasKey(m => m.Absorbed);
            e.HasIndex(m => m.Survivor);
        });
        model.Entity<Stop>(e =>
        {
            e.ToTable("Stops");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Purpose).HasMaxLength(Code);
            e.HasIndex(s => s.SubjectId);
            e.HasIndex(s => s.At);
        });
    }

    private static void MapTemplate(EntityTypeBuilder<Template> e)
    {
        e.ToTable("Templates");
        e.Property(t => t.Id).ValueGeneratedNever();
        e.Property(t => t.Name).HasMaxLength(200);
        e.Property(t => t.Version).IsConcurrencyToken();
        e.HasMany(t => t.Texts).WithOne().HasForeignKey(x => x.TemplateId);
        e.Navigation(t => t.Texts).AutoInclude();
    }

    private static void MapCampaign(EntityTypeBuilder<Campaign> e)
    {
        e.ToTable("Campaigns");
        e.Property(c => c.Id).ValueGeneratedNever();
        e.Property(c => c.Name).HasMaxLength(200);
        e.Property(c => c.Purpose).HasMaxLength(Code);
        e.Property(c => c.SenderName).HasMaxLength(200);
        e.Property(c => c.SenderAddress).HasMaxLength(320);
        e.Property(c => c.ReplyTo).HasMaxLength(320);
        e.Property(c => c.ControllerId).HasMaxLength(Code);
        e.Property(c => c.CreatedBy).HasMaxLength(100);
        e.Property(c => c.LaunchedBy).HasMaxLength(100);
        e.Property(c => c.LaunchReason).HasMaxLength(500);
        e.Property(c => c.Trouble).HasMaxLength(Code);
        e.Property(c => c.Version).IsConcurrencyToken();
        e.Ignore(c => c.Window);
        e.HasIndex(c => c.State);
    }

    private static void MapPreflight(EntityTypeBuilder<Preflight> e)
    {
        e.ToTable("Preflights");
        e.Property(p => p.Id).ValueGeneratedNever();
        e.Property(p => p.By).HasMaxLength(100);
        e.Property(p => p.Digest).HasMaxLength(64);
        e.Property(p => p.Missing).HasMaxLength(1000);
        e.Ignore(p => p.Blocked);
        e.HasIndex(p => p.CampaignId);
        e.HasMany(p => p.Counts).WithOne().HasForeignKey(x => x.PreflightId);
        e.Navigation(p => p.Counts).AutoInclude();
    }

    private static void MapSend(EntityTypeBuilder<Send> e)
    {
        e.ToTable("Sends");
        e.Property(s => s.Id).ValueGeneratedNever();
        e.Property(s => s.Code).HasMaxLength(Code);
        e.Property(s => s.RuleId).HasMaxLength(Code);
        e.Property(s => s.Evidence).HasMaxLength(400);
        e.Property(s => s.Domain).HasMaxLength(255);
        e.Property(s => s.ProviderId).HasMaxLength(100);
        e.HasIndex(s => new { s.CampaignId, s.SubjectId }).IsUnique();
        e.HasIndex(s => new { s.CampaignId, s.State, s.Id });
        e.HasIndex(s => s.SubjectId);
        e.HasIndex(s => s.SentAt);
        e.HasIndex(s => s.ProviderId);
    }
}
