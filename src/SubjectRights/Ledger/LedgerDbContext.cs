using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Ledger;

/// <summary>The erasure ledger: a database of its own, backed up apart from those that it can correct.</summary>
internal abstract class LedgerDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    private const int HashLength = 120;

    public override string Room => "erasure-ledger";

    public DbSet<LedgerEntry> Entries => Set<LedgerEntry>();

    public DbSet<LedgerHash> Hashes => Set<LedgerHash>();

    public DbSet<ChoiceHash> ChoiceHashes => Set<ChoiceHash>();

    protected override void MapRoom(ModelBuilder model)
    {
        model.Entity<LedgerEntry>(e =>
        {
            e.ToTable("LedgerEntries").HasKey(l => l.Sequence);
            e.Property(l => l.Sequence).ValueGeneratedOnAdd();
            e.Property(l => l.Scope).HasMaxLength(Domain.SubjectRequest.MostScope);
            e.HasIndex(l => l.Reference);
            e.HasIndex(l => l.SubjectId);
        });
        model.Entity<LedgerHash>(e =>
        {
            e.ToTable("LedgerHashes");
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Hash).HasMaxLength(HashLength);
            e.HasIndex(h => h.Hash);
            e.HasIndex(h => h.Reference);
        });
        model.Entity<ChoiceHash>(e =>
        {
            e.ToTable("ChoiceHashes").HasKey(h => new { h.Reference, h.Hash });
            e.Property(h => h.Hash).HasMaxLength(HashLength);
        });
    }
}
