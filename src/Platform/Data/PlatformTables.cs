using Gdpr.Platform.Audit;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

/// <summary>Maps the tables that every room has.</summary>
internal static class PlatformTables
{
    public static void Map(ModelBuilder model)
    {
        Messaging(model);
        Subjects(model);
        Audit(model);
        Http(model);
    }

    private static void Messaging(ModelBuilder model)
    {
        model.Entity<OutboxMessage>(e =>
        {
            e.ToTable("Outbox");
            e.HasKey(m => m.Id);
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.MessageType).HasMaxLength(200);
            e.Property(m => m.Destination).HasMaxLength(200);
            e.Property(m => m.TraceParent).HasMaxLength(60);
            e.Property(m => m.LastError).HasMaxLength(200);
            e.HasIndex(m => m.AvailableAt);
        });
        model.Entity<InboxMessage>(e =>
        {
            e.ToTable("Inbox");
            e.HasKey(m => new { m.MessageId, m.Endpoint });
            e.Property(m => m.Endpoint).HasMaxLength(120);
            e.HasIndex(m => m.ConsumedAt);
        });
        model.Entity<DeadMessage>(e =>
        {
            e.ToTable("DeadMessages");
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Endpoint).HasMaxLength(120);
            e.Property(m => m.MessageType).HasMaxLength(200);
            e.Property(m => m.Reason).HasMaxLength(200);
        });
    }

    private static void Subjects(ModelBuilder model)
    {
        model.Entity<Tombstone>(e =>
        {
            e.ToTable("Tombstones");
            e.HasKey(t => t.SubjectId);
            e.Property(t => t.SubjectId).ValueGeneratedNever();
        });
        model.Entity<RoomMark>(e =>
        {
            e.ToTable("RoomMark");
            e.Property(m => m.Id).ValueGeneratedNever();
        });
        model.Entity<SubjectHold>(e =>
        {
            e.ToTable("SubjectHolds");
            e.HasKey(h => new { h.RequestId, h.SubjectId });
            e.HasIndex(h => h.SubjectId);
        });
        model.Entity<SubjectRestriction>(e =>
        {
            e.ToTable("SubjectRestrictions");
            e.HasKey(r => new { r.RequestId, r.SubjectId, r.DataClass });
            e.Property(r => r.DataClass).HasMaxLength(100);
            e.HasIndex(r => r.SubjectId);
        });
        model.Entity<ParticipationRecord>(e =>
        {
            e.ToTable("Participations");
            e.HasKey(p => new { p.RequestId, p.Target, p.Phase, p.Round });
            e.Property(p => p.Target).HasMaxLength(100);
            e.Property(p => p.Phase).HasMaxLength(20);
        });
    }

    private static void Audit(ModelBuilder model)
    {
        model.Entity<AuditEntry>(e =>
        {
            e.ToTable("AuditEntries");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Actor).HasMaxLength(100);
            e.Property(a => a.Code).HasMaxLength(100);
            e.Property(a => a.Digest).HasMaxLength(64);
            e.HasIndex(a => a.SubjectId);

            // What the sealer looks for each second is what came last.
            e.HasIndex(a => a.At);
        });
        model.Entity<AuditSeal>(e =>
        {
            e.ToTable("AuditSeals");
            e.HasKey(s => s.Sequence);
            e.Property(s => s.Sequence).ValueGeneratedNever();
            e.Property(s => s.Digest).HasMaxLength(64);
            e.HasIndex(s => s.EntryId).IsUnique();
        });
        model.Entity<AuditChain>(e =>
        {
            e.ToTable("AuditChain");
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Digest).HasMaxLength(64);
        });
    }

    private static void Http(ModelBuilder model)
    {
        model.Entity<IdempotencyKey>(e =>
        {
            e.ToTable("IdempotencyKeys");
            e.Property(k => k.Id).HasMaxLength(64);
            e.Property(k => k.BodyDigest).HasMaxLength(64);
            e.Property(k => k.Location).HasMaxLength(300);
            e.HasIndex(k => k.ExpiresAt);
        });
        model.Entity<MailMessage>(e =>
        {
            e.ToTable("Mails");
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Kind).HasMaxLength(60);
            e.Property(m => m.LastError).HasMaxLength(200);
            e.HasIndex(m => m.AvailableAt);
        });
    }
}
