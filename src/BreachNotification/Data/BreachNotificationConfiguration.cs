using System.Text.Json;
using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.BreachNotification.Data;

internal static class BreachNotificationConfiguration
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Breach>(MapBreach);
        model.Entity<AuthorityNotification>(e =>
        {
            BelongsToBreach(e, n => n.BreachId);
            e.Property(n => n.Authority).HasMaxLength(100);
            e.Property(n => n.AuthorityReference).HasMaxLength(100);
            e.Property(n => n.RecordedBy).HasMaxLength(100);
        });
        model.Entity<ProcessorNotice>(e =>
        {
            BelongsToBreach(e, n => n.BreachId);
            e.Property(n => n.Processor).HasMaxLength(200);
        });
        model.Entity<BreachAssessment>(e =>
        {
            BelongsToBreach(e, a => a.BreachId);
            e.Property(a => a.Score).HasPrecision(9, 4);
            e.Property(a => a.Level).HasMaxLength(20);
            e.Property(a => a.Flags).HasMaxLength(100);
            e.Property(a => a.ComparableCase).HasMaxLength(20);
            e.Property(a => a.DecidedBy).HasMaxLength(200);
        });
        MapSubjects(model);
        MapReminders(model);
        MapRegister(model);
    }

    private static void MapBreach(EntityTypeBuilder<Breach> e)
    {
        e.Property(b => b.Id).ValueGeneratedNever();
        e.Property(b => b.Reference).HasMaxLength(20);
        e.Property(b => b.ControllerId).HasMaxLength(64);
        e.Property(b => b.Country).HasMaxLength(10);
        e.Property(b => b.AwareDecidedBy).HasMaxLength(200);
        e.Property(b => b.RiskDecidedBy).HasMaxLength(200);
        e.Property(b => b.Facts).HasConversion(
            f => JsonSerializer.Serialize(f, RoomJson.Options), t => JsonSerializer.Deserialize<BreachFacts>(t, RoomJson.Options)!);
        e.Property(b => b.Version).IsConcurrencyToken();
        e.HasIndex(b => b.Reference).IsUnique();
        e.HasIndex(b => b.KeepUntil);
    }

    private static void MapSubjects(ModelBuilder model) => model.Entity<NamedSubject>(e =>
    {
        e.ToTable("Subjects");
        e.Property(s => s.Id).ValueGeneratedNever();
        e.Property(s => s.Capacity).HasMaxLength(20);
        e.HasOne<Breach>().WithMany().HasForeignKey(s => s.BreachId);
        e.HasIndex(s => new { s.BreachId, s.SubjectId }).IsUnique();
        e.HasIndex(s => s.SubjectId);
    });

    private static void MapReminders(ModelBuilder model) => model.Entity<Reminder>(e =>
    {
        e.Property(r => r.Id).ValueGeneratedNever();
        e.Property(r => r.Clock).HasMaxLength(20);
        e.Property(r => r.Step).HasMaxLength(20);
        e.Property(r => r.Role).HasMaxLength(60);
        e.Property(r => r.Version).IsConcurrencyToken();
        e.HasOne<Breach>().WithMany().HasForeignKey(r => r.BreachId);
        e.HasIndex(r => new { r.BreachId, r.Clock, r.Round, r.Step, r.Role }).IsUnique();
        e.HasIndex(r => r.DueAt);
    });

    private static void MapRegister(ModelBuilder model)
    {
        model.Entity<RegisterEntry>(e =>
        {
            e.ToTable("Register");
            e.HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).ValueGeneratedNever();
            e.Property(r => r.Code).HasMaxLength(60);
            e.Property(r => r.Actor).HasMaxLength(100);
            e.Property(r => r.PreviousDigest).HasMaxLength(64);
            e.Property(r => r.Digest).HasMaxLength(64);
            e.HasIndex(r => r.BreachId);
            NeverChanged(e);
        });
        model.Entity<RegisterHead>(e =>
        {
            e.ToTable("RegisterHead");
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Digest).HasMaxLength(64);
        });
    }

    private static void BelongsToBreach<T>(EntityTypeBuilder<T> e, System.Linq.Expressions.Expression<Func<T, object?>> breach)
        where T : class
    {
        e.Property("Id").ValueGeneratedNever();
        e.HasOne<Breach>().WithMany().HasForeignKey(breach);
        NeverChanged(e);
    }

    // What documents a breach is appended: an update is a mistake in the code and throws.
    private static void NeverChanged<T>(EntityTypeBuilder<T> e)
        where T : class
    {
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
