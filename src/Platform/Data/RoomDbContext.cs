using Gdpr.Kernel;
using Gdpr.Platform.Audit;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Data;

/// <summary>
/// The one database of a room: its own tables plus those every room needs (outbox, inbox, tombstones, audit, mail).
/// State, outgoing messages and inbox rows commit together or not at all.
/// </summary>
public abstract partial class RoomDbContext(DbContextOptions options, RoomContextServices services) : DbContext(options)
{
    /// <summary>Name of the room: schema, route, queue prefix and SQLite file.</summary>
    public abstract string Room { get; }

    public RoomContextServices Services { get; } = services;

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    public DbSet<DeadMessage> DeadMessages => Set<DeadMessage>();

    public DbSet<Tombstone> Tombstones => Set<Tombstone>();

    public DbSet<RoomMark> Marks => Set<RoomMark>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();

    public DbSet<AuditChain> AuditChains => Set<AuditChain>();

    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    public DbSet<MailMessage> Mails => Set<MailMessage>();

    public DbSet<ParticipationRecord> Participations => Set<ParticipationRecord>();

    public DbSet<SubjectHold> Holds => Set<SubjectHold>();

    public DbSet<SubjectRestriction> Restrictions => Set<SubjectRestriction>();

    public DateTimeOffset Now => Services.Clock.GetUtcNow();

    /// <summary>The trace (W3C traceparent) that messages of this unit of work continue; by default that of the work at hand.</summary>
    internal string? Trace { get; private set; }

    /// <summary>
    /// Messages written from here on belong to a story that began earlier: they continue its trace, and the work at hand
    /// is linked to it. Null ends that.
    /// </summary>
    public void ContinueTrace(string? traceParent)
    {
        Trace = traceParent;
        MessagingTelemetry.LinkTo(traceParent);
    }

    /// <summary>A new key; keys of one host rise strictly.</summary>
    public Guid NewId() => Services.Ids.Next(Now);

    /// <summary>Adds an entry to the audit trail of this transaction.</summary>
    public void Audit(string actor, string code, SubjectId? subject = null, Guid? reference = null, string? digest = null) =>
        AuditEntries.Add(new AuditEntry
        {
            Id = NewId(),
            At = Now,
            Actor = actor,
            Code = code,
            SubjectId = subject,
            Reference = reference,
            Digest = digest,
        });

    /// <summary>Maps the room's own tables.</summary>
    protected abstract void MapRoom(ModelBuilder model);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Room);
        PlatformTables.Map(modelBuilder);
        MapRoom(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        RoomConventions.Apply(configurationBuilder);
}
