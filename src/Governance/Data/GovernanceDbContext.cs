using Gdpr.Governance.Domain;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Data;

/// <summary>The company's own retention periods, and what is kept for claims.</summary>
internal abstract class GovernanceDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "governance";

    public DbSet<CompanyRule> Rules => Set<CompanyRule>();

    public DbSet<LitigationHold> LitigationHolds => Set<LitigationHold>();

    public DbSet<HoldReview> Reviews => Set<HoldReview>();

    protected override void MapRoom(ModelBuilder model) => GovernanceConfiguration.Map(model);
}
