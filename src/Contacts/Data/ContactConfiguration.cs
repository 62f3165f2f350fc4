using Gdpr.Contacts.Domain;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gdpr.Contacts.Data;

internal static class ContactConfiguration
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Contact>(MapContact);
        MapParts(model);
        MapHistory(model);
        MapRequests(model);
        MapImports(model);
    }

    private static void MapContact(EntityTypeBuilder<Contact> e)
    {
        e.ToTable("Contacts");
        e.Property(c => c.Id).ValueGeneratedNever();
        e.Property(c => c.Version).IsConcurrencyToken();
        e.Property(c => c.GivenName).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.FamilyName).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.Organisation).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.NameKey).HasMaxLength(ContactLimits.NameKey);
        e.Property(c => c.FamilyKey).HasMaxLength(ContactLimits.NameKey);
        e.Property(c => c.Street).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.PostalCode).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.City).HasMaxLength(ContactLimits.Text);
        e.Property(c => c.Country).HasMaxLength(10);
        e.Property(c => c.Language).HasMaxLength(35);
        e.HasIndex(c => new { c.ChangedAt, c.Id });
        e.HasIndex(c => c.NameKey);
        e.HasIndex(c => c.FamilyKey);
        e.HasMany(c => c.Emails).WithOne().HasForeignKey(p => p.ContactId);
        e.HasMany(c => c.Phones).WithOne().HasForeignKey(p => p.ContactId);
        e.HasMany(c => c.Attributes).WithOne().HasForeignKey(p => p.ContactId);
        e.HasMany(c => c.Identifiers).WithOne().HasForeignKey(p => p.ContactId);
        e.Ignore(c => c.ExternalIds).Ignore(c => c.IsPerson);
    }

    private static void MapParts(ModelBuilder model)
    {
        model.Entity<ContactEmail>(e =>
        {
            e.ToTable("Emails");
            e.HasKey(p => new { p.ContactId, p.Position });
            e.Property(p => p.Value).HasMaxLength(2 * ContactLimits.Text);
            e.Property(p => p.Type).HasMaxLength(40);
        });
        model.Entity<ContactPhone>(e =>
        {
            e.ToTable("Phones");
            e.HasKey(p => new { p.ContactId, p.Position });
            e.Property(p => p.Value).HasMaxLength(40);
            e.Property(p => p.Type).HasMaxLength(40);
        });
        model.Entity<ContactAttribute>(e =>
        {
            e.ToTable("Attributes");
            e.HasKey(p => new { p.ContactId, p.Name });
            e.Property(p => p.Name).HasMaxLength(ContactLimits.AttributeName);
            e.Property(p => p.Value).HasMaxLength(ContactLimits.AttributeValue);
        });
        model.Entity<ContactIdentifier>(e =>
        {
            e.ToTable("Identifiers");
            e.HasKey(p => new { p.ContactId, p.Kind, p.Value });
            e.Property(p => p.Value).HasMaxLength(ContactLimits.Identifier);
            e.Property(p => p.UniqueKey).HasMaxLength(ContactLimits.Identifier);
            e.HasIndex(p => new { p.Kind, p.Value });
            e.HasIndex(p => p.UniqueKey).IsUnique();
        });
    }

    private static void MapHistory(ModelBuilder model)
    {
        model.Entity<FieldOrigin>(e =>
        {
            e.ToTable("Origins");
            e.Property(o => o.Id).ValueGeneratedNever();
            e.Property(o => o.Origin).HasMaxLength(ContactLimits.Text);
            e.Property(o => o.Detail).HasMaxLength(ContactLimits.AttributeValue);
            e.Property(o => o.Supplier).HasMaxLength(ContactLimits.Text);
            e.HasIndex(o => o.ContactId);
            e.HasOne<Contact>().WithMany().HasForeignKey(o => o.ContactId);
        });
        model.Entity<ContactNote>(e =>
        {
            e.ToTable("Notes");
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Text).HasMaxLength(ContactLimits.Note);
            e.Property(n => n.Author).HasMaxLength(100);
            e.HasIndex(n => n.ContactId);
            e.HasOne<Contact>().WithMany().HasForeignKey(n => n.ContactId);
        });
        model.Entity<DismissedPair>(e =>
        {
            e.ToTable("DismissedPairs");
            e.HasKey(p => new { p.FirstId, p.SecondId });
            e.Property(p => p.Actor).HasMaxLength(100);
            e.HasIndex(p => p.SecondId);
        });
    }

    private static void MapRequests(ModelBuilder model)
    {
        model.Entity<ReceivedState>(e =>
        {
            e.ToTable("ReceivedStates");
            e.HasKey(r => new { r.RequestId, r.SubjectId });
            e.HasIndex(r => r.SubjectId);
            e.HasOne<SubjectHold>().WithMany().HasForeignKey(r => new { r.RequestId, r.SubjectId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<MergedContact>(e =>
        {
            e.ToTable("MergedContacts");
            e.HasKey(m => m.AbsorbedId);
            e.Property(m => m.AbsorbedId).ValueGeneratedNever();
            e.HasIndex(m => m.SurvivorId);
        });
    }

    private static void MapImports(ModelBuilder model)
    {
        model.Entity<ImportJob>(e =>
        {
            e.ToTable("Imports");
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.Version).IsConcurrencyToken();
            e.Property(i => i.Encoding).HasMaxLength(40);
            e.Property(i => i.Delimiter).HasMaxLength(1);
            e.Property(i => i.DateFormats).HasMaxLength(100);
            e.Property(i => i.WaitingFor).HasMaxLength(100);
            e.Property(i => i.Code).HasMaxLength(60);
            e.Ignore(i => i.RowsRead);
            e.HasIndex(i => i.LeasedUntil);
        });
        model.Entity<ImportChunk>(e =>
        {
            e.ToTable("ImportChunks");
            e.HasKey(c => new { c.ImportId, c.Index });
        });
        model.Entity<ImportError>(e =>
        {
            e.ToTable("ImportErrors");
            e.HasKey(x => new { x.ImportId, x.Row });
            e.Property(x => x.Column).HasMaxLength(ContactLimits.Text);
            e.Property(x => x.Code).HasMaxLength(60);
        });
    }
}
