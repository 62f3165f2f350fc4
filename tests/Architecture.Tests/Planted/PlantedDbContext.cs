using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Architecture.Tests.Planted;

internal sealed class PlantedDbContext(DbContextOptions<PlantedDbContext> options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "planted";

    protected override void MapRoom(ModelBuilder model) => model.Entity<PlantedRow>().ToTable("PlantedRows");
}

internal sealed class PlantedRow
{
    [NotPersonal]
    public Guid Id { get; init; }

    [PersonalData(DataCategory.Contact, "planted.email")]
    public string? Email { get; init; }

    public string? Shoes { get; init; }
}

internal sealed class PlantedDesign() : DesignTimeFactory<PlantedDbContext>("planted", DatabaseKind.Sqlite);
