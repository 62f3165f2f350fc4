using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Domain;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data;

internal abstract class SubjectRightsDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "subject-rights";

    public DbSet<SubjectRequest> Requests => Set<SubjectRequest>();

    public DbSet<CaseFileRecord> CaseFiles => Set<CaseFileRecord>();

    public DbSet<OneTimeCode> Codes => Set<OneTimeCode>();

    public DbSet<RequestEvent> History => Set<RequestEvent>();

    public DbSet<FileChunk> Files => Set<FileChunk>();

    public DbSet<CaseMessage> Messages => Set<CaseMessage>();

    public DbSet<KnownConnection> Connections => Set<KnownConnection>();

    public DbSet<DeadlineWarning> Warnings => Set<DeadlineWarning>();

    public DbSet<RequestTask> Tasks => Set<RequestTask>();

    public DbSet<AnswerFact> AnswerFacts => Set<AnswerFact>();

    public DbSet<RecipientNotice> Notices => Set<RecipientNotice>();

    public void Remember(Guid requestId, string actor, string code, string? reason = null) =>
        History.Add(new RequestEvent { Id = NewId(), RequestId = requestId, At = Now, Actor = actor, Code = code, Reason = reason });

    protected override void MapRoom(ModelBuilder model)
    {
        model.Entity<SubjectRequest>(MapRequest);
        model.Entity<RequestTarget>(e =>
        {
            e.ToTable("RequestTargets");
            e.HasKey(t => new { t.RequestId, t.Name });
            e.Property(t => t.Name).HasMaxLength(100);
            e.Property(t => t.Kind).HasMaxLength(20);
            e.Property(t => t.Role).HasMaxLength(20);
            e.Property(t => t.Code).HasMaxLength(100);
            e.Ignore(t => t.Recipients).Ignore(t => t.Located).Ignore(t => t.Acted).Ignore(t => t.VerifiedData);
        });
        model.Entity<CaseFileRecord>(e => e.ToTable("CaseFiles").HasKey(c => c.RequestId));
        model.Entity<OneTimeCode>(e =>
        {
            e.ToTable("OneTimeCodes").HasKey(c => c.RequestId);
            e.Property(c => c.CodeHash).HasMaxLength(120);
        });
        model.Entity<RequestEvent>(e =>
        {
            e.ToTable("RequestEvents");
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Actor).HasMaxLength(100);
            e.Property(h => h.Code).HasMaxLength(60);
            e.HasIndex(h => h.RequestId);
        });
        model.Entity<FileChunk>(e =>
        {
            e.ToTable("FileChunks").HasKey(f => new { f.RequestId, f.Kind, f.Index });
            e.Property(f => f.Kind).HasMaxLength(20);
        });
        model.Entity<CaseMessage>(e =>
        {
            e.ToTable("CaseMessages");
            e.Property(m => m.Id).ValueGeneratedNever();
            e.HasIndex(m => m.RequestId);
        });
        model.Entity<KnownConnection>(e =>
        {
            e.ToTable("KnownConnections").HasKey(c => c.ConnectionId);
            e.Property(c => c.ConnectionId).ValueGeneratedNever();
            e.Property(c => c.Target).HasMaxLength(100);
            e.Property(c => c.Role).HasMaxLength(20);
        });
        MapTasks(model);
    }

    private static void MapTasks(ModelBuilder model)
    {
        model.Entity<DeadlineWarning>(e =>
        {
            e.ToTable("DeadlineWarnings").HasKey(w => new { w.RequestId, w.Level });
            e.Property(w => w.Level).HasMaxLength(30);
        });
        model.Entity<RequestTask>(e =>
        {
            e.ToTable("RequestTasks").HasKey(t => new { t.RequestId, t.Code, t.About });
            e.Property(t => t.Code).HasMaxLength(60);
            e.Property(t => t.About).HasMaxLength(110);
            e.Property(t => t.Owner).HasMaxLength(100);
            e.Property(t => t.Version).IsConcurrencyToken();
        });
        model.Entity<RecipientNotice>(e =>
        {
            e.ToTable("RecipientNotices");
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Recipient).HasMaxLength(110);
            e.Property(n => n.ToldBy).HasMaxLength(100);
            e.HasIndex(n => new { n.Recipient, n.Id });
            e.HasIndex(n => n.RequestId);
        });
        model.Entity<AnswerFact>(e =>
        {
            e.ToTable("AnswerFacts").HasKey(f => f.Key);
            e.Property(f => f.Key).HasMaxLength(100);
            e.Property(f => f.By).HasMaxLength(100);
        });
    }

    private static void MapRequest(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<SubjectRequest> e)
    {
        e.ToTable("Requests");
        e.HasKey(r => r.CorrelationId);
        e.Property(r => r.CorrelationId).ValueGeneratedNever();
        e.Property(r => r.CurrentState).HasMaxLength(30);
        e.Property(r => r.Version).IsConcurrencyToken();
        e.Property(r => r.Reference).HasMaxLength(20);
        e.Property(r => r.IdentifierHash).HasMaxLength(120);
        e.Property(r => r.SecretHash).HasMaxLength(64);
        e.Property(r => r.Country).HasMaxLength(10);
        e.Property(r => r.Language).HasMaxLength(10);
        e.Property(r => r.Channel).HasMaxLength(20);
        e.Property(r => r.Code).HasMaxLength(100);
        e.Property(r => r.TraceParent).HasMaxLength(55);
        e.Property(r => r.Scope).HasMaxLength(SubjectRequest.MostScope);
        e.Ignore(r => r.Recipients).Ignore(r => r.Took).Ignore(r => r.IsPackaged).Ignore(r => r.IsChecked).Ignore(r => r.DataClasses).Ignore(r => r.IdentityUntil)
            .Ignore(r => r.AwaitsPackage).Ignore(r => r.AwaitsAnswer).Ignore(r => r.HasFailed);
        e.HasIndex(r => r.Reference).IsUnique();
        e.HasIndex(r => r.IdentifierHash);
        e.HasIndex(r => r.SubjectId);
        e.HasIndex(r => r.NextDueAt);
        e.HasMany(r => r.Targets).WithOne().HasForeignKey(t => t.RequestId);
        e.Navigation(r => r.Targets).AutoInclude();
    }
}
