using Gdpr.Governance.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Governance.Data;

internal static class GovernanceConfiguration
{
    public const int Text = 2000;

    public static void Map(ModelBuilder model)
    {
        model.Entity<CompanyRule>(MapRule);
        model.Entity<LitigationHold>(e =>
        {
            e.ToTable("LitigationHolds");
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Target).HasMaxLength(60);
            e.Property(h => h.Author).HasMaxLength(100);
            e.Property(h => h.Reason).HasMaxLength(Text);
            e.Property(h => h.ReleasedBy).HasMaxLength(100);
            e.Property(h => h.ReleaseReason).HasMaxLength(Text);
            e.Property(h => h.Version).IsConcurrencyToken();
            e.HasIndex(h => h.SubjectId);
            e.HasIndex(h => h.RecordId);
            e.HasIndex(h => h.RemindAt);
        });
        model.Entity<HoldReview>(e =>
        {
            e.ToTable("HoldReviews");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.By).HasMaxLength(100);
            e.Property(r => r.Reason).HasMaxLength(Text);
            e.HasIndex(r => r.HoldId);
            e.HasOne<LitigationHold>().WithMany().HasForeignKey(r => r.HoldId);
        });
    }

    private static void MapRule(EntityTypeBuilder<CompanyRule> e)
    {
        e.ToTable("RetentionRules");
        e.HasKey(r => new { r.Code, r.Version });
        e.Property(r => r.Code).HasMaxLength(60);
        e.Property(r => r.Covers).HasMaxLength(300);
        e.Property(r => r.Start).HasMaxLength(300);
        e.Property(r => r.Source).HasMaxLength(300);
        e.Property(r => r.Reason).HasMaxLength(Text);
        e.Property(r => r.DecidedBy).HasMaxLength(100);
        e.Ignore(r => r.Period);
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            // What was decided once is history: an update is a mistake in the code and throws.
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
