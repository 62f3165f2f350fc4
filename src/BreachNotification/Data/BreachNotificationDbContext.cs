using Gdpr.BreachNotification.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data;

/// <summary>Files of breaches, the append-only register, and the reminders that are still to leave.</summary>
internal abstract class BreachNotificationDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "breach-notification";

    public DbSet<Breach> Breaches => Set<Breach>();

    public DbSet<AuthorityNotification> Notifications => Set<AuthorityNotification>();

    public DbSet<ProcessorNotice> ProcessorNotices => Set<ProcessorNotice>();

    public DbSet<BreachAssessment> Assessments => Set<BreachAssessment>();

    public DbSet<NamedSubject> Subjects => Set<NamedSubject>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<RegisterEntry> Register => Set<RegisterEntry>();

    public DbSet<RegisterHead> RegisterHeads => Set<RegisterHead>();

    public DbSet<KeptDatum> Kept => Set<KeptDatum>();

    protected override void MapRoom(ModelBuilder model)
    {
        BreachNotificationConfiguration.Map(model);
        model.MapKept();
    }
}
