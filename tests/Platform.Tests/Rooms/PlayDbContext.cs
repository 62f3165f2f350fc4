using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>The tables of a play room: enough to see effects, people, versions and a saga.</summary>
public abstract class PlayDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public DbSet<Effect> Effects => Set<Effect>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Game> Games => Set<Game>();

    public void AddEffect(string tag, Guid? about = null) => Effects.Add(new Effect { Id = NewId(), Tag = tag, About = about });

    protected override void MapRoom(ModelBuilder model)
    {
        model.Entity<Effect>().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Note>().Property(n => n.Id).ValueGeneratedNever();
        model.Entity<Game>(g =>
        {
            g.HasKey(s => s.CorrelationId);
            g.Property(s => s.CorrelationId).ValueGeneratedNever();
            g.Property(s => s.Version).IsConcurrencyToken();
            g.HasMany(s => s.Scores).WithOne().HasForeignKey(s => s.GameId);
            g.Navigation(s => s.Scores).AutoInclude();
        });
        model.Entity<Score>().Property(s => s.Id).ValueGeneratedNever();
    }
}

public sealed class AlphaDbContext(DbContextOptions<AlphaDbContext> options, RoomContextServices services) : PlayDbContext(options, services)
{
    public override string Room => "alpha";
}

public sealed class BetaDbContext(DbContextOptions<BetaDbContext> options, RoomContextServices services) : PlayDbContext(options, services)
{
    public override string Room => "beta";
}

[NotPersonal]
public sealed class Effect
{
    public required Guid Id { get; init; }

    public required string Tag { get; init; }

    public Guid? About { get; init; }
}

public sealed class Note : IAboutSubject, IVersioned
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.FreeText)]
    public required string Text { get; set; }

    [NotPersonal]
    public int Version { get; set; }
}
