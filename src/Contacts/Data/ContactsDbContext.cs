using Gdpr.Contacts.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data;

/// <summary>Who we know, from where, and the files they came in.</summary>
internal abstract class ContactsDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
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

    protected override void MapRoom(ModelBuilder model) => ContactConfiguration.Map(model);
}
