using Gdpr.Connectors.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Connectors.Data;

internal sealed class TaskConfiguration
    : IEntityTypeConfiguration<ConnectionTask>, IEntityTypeConfiguration<LedgerStep>, IEntityTypeConfiguration<SealedExport>, IEntityTypeConfiguration<Disclosure>
{
    public void Configure(EntityTypeBuilder<ConnectionTask> builder)
    {
        builder.ToTable("ConnectionTasks");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Target).HasMaxLength(100);
        builder.Property(t => t.TraceParent).HasMaxLength(55);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => new { t.RequestId, t.Target, t.Phase, t.Round }).IsUnique();
        builder.HasIndex(t => new { t.State, t.DueAt });
    }

    public void Configure(EntityTypeBuilder<LedgerStep> builder)
    {
        builder.ToTable("LedgerSteps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Target).HasMaxLength(100);
        builder.Property(s => s.AnswerDigest).HasMaxLength(64);
        builder.Property(s => s.Code).HasMaxLength(60);
        builder.HasIndex(s => s.RequestId);
    }

    public void Configure(EntityTypeBuilder<SealedExport> builder)
    {
        builder.ToTable("SealedExports");
        builder.HasKey(e => e.TaskId);
        builder.Property(e => e.TaskId).ValueGeneratedNever();
        builder.Property(e => e.ProtectedKey).HasMaxLength(1000);
        builder.HasIndex(e => e.RequestId);
    }

    public void Configure(EntityTypeBuilder<Disclosure> builder)
    {
        builder.ToTable("Disclosures");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Hash).HasMaxLength(120);
        builder.Property(d => d.Purpose).HasMaxLength(60);
        builder.HasIndex(d => new { d.ConnectionId, d.Hash });
        builder.HasIndex(d => d.CallKey);
    }
}
