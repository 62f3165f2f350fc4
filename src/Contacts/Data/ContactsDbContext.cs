using Gdpr.Contacts.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Disclosing;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>Who we know, from where, and the files they came in.</summary>
internal abstract class ContactsDbContext : RoomDbContext
{
    protected ContactsDbContext(DbContextOptions options, RoomContextServices services)
        : base(options, services) => SavingChanges += (_, _) => StampChanges();

    public override string Room => "contacts";

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<ContactEmail> Emails => Set<ContactEmail>();

    public DbSet<ContactPhone> Phones => Set<ContactPhone>();

    public DbSet<ContactAttribute> Attributes => Set<ContactAttribute>();

    public DbSet<ContactIdentifier> Identifiers => Set<ContactIdentifier>();

    public DbSet<FieldOrigin> Origins => Set<FieldOrigin>();

    public DbSet<ContactNote> Notes => Set<ContactNote>();

    public DbSet<DismissedPair> DismissedPairs => Set<DismissedPair>();

    public DbSet<ImportJob> Imports => Set<ImportJob>();

    public DbSet<ImportChunk> ImportChunks => Set<ImportChunk>();

    public DbSet<ImportError> ImportErrors => Set<ImportError>();

    public DbSet<PersonDisclosure> Disclosures => Set<PersonDisclosure>();

    public DbSet<ReceivedState> ReceivedStates => Set<ReceivedState>();

    public DbSet<MergedContact> Merged => Set<MergedContact>();

    public DbSet<KeptDatum> Kept => Set<KeptDatum>();

    protected override void MapRoom(ModelBuilder model)
    {
        ContactConfiguration.Map(model);
        model.MapDisclosures();
        model.MapKept();
    }

    // The time of a change is that of its save, not of the questions to other rooms before it: who follows the changes would
    // pass it by.
    private void StampChanges()
    {
        foreach (var contact in ChangeTracker.Entries<Contact>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            contact.Property(c => c.ChangedAt).CurrentValue = Now;
        }
    }
}
