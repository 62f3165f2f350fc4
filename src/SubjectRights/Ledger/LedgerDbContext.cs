using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Ledger;

/// <summary>One erasure, written before destruction and never changed; it outlives every restore.</summary>
internal sealed class LedgerEntry
{
    [NotPersonal]
    public long Sequence { get; init; }

    /// <summary>Null when the person had no SubjectId and was erased by identifier at third parties.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    [NotPersonal]
    public required string Scope { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }
}

/// <summary>Keyed hash of an identifier of an erased person: an import that brings it back is recognised.</summary>
internal sealed class LedgerHash
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string Hash { get; init; }

    [NotPersonal]
    public required Guid RequestId { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }
}

/// <summary>The erasure ledger: a database of its own, backed up apart from those that it can correct.</summary>
internal abstract class LedgerDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "erasure-ledger";

    public DbSet<LedgerEntry> Entries => Set<LedgerEntry>();

    public DbSet<LedgerHash> Hashes => Set<LedgerHash>();

    protected override void MapRoom(ModelBuilder model)
    {
        model.Entity<LedgerEntry>(e =>
        {
            e.ToTable("LedgerEntries").HasKey(l => l.Sequence);
            e.Property(l => l.Sequence).ValueGeneratedOnAdd();
            e.Property(l => l.Scope).HasMaxLength(40);
            e.HasIndex(l => l.RequestId);
            e.HasIndex(l => l.SubjectId);
        });
        model.Entity<LedgerHash>(e =>
        {
            e.ToTable("LedgerHashes");
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Hash).HasMaxLength(120);
            e.HasIndex(h => h.Hash);
        });
    }
}
