using Gdpr.Campaigns.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data;

/// <summary>Words, segments, campaigns, and what was sent to whom on which decision; no address of anybody.</summary>
internal abstract class CampaignsDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "campaigns";

    public DbSet<Template> Templates => Set<Template>();

    public DbSet<Segment> Segments => Set<Segment>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<Preflight> Preflights => Set<Preflight>();

    public DbSet<PreflightExample> PreflightExamples => Set<PreflightExample>();

    public DbSet<Send> Sends => Set<Send>();

    public DbSet<Stop> Stops => Set<Stop>();

    public DbSet<CallAttempt> CallAttempts => Set<CallAttempt>();

    public DbSet<MergedPerson> MergedPeople => Set<MergedPerson>();

    protected override void MapRoom(ModelBuilder model) => CampaignsConfiguration.Map(model);
}
