using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Privacy;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Privacy;

public sealed class DataMapTests
{
    [Fact]
    public void Every_table_of_Platform_is_classified()
    {
        using var db = Make<AlphaDbContext>((options, services) => new AlphaDbContext(options, services));

        Assert.Empty(DataMap.Unclassified(db));
        Assert.Contains(DataMap.Of(db), p => p is { Table: "Mails", Column: "To", Category: DataCategory.Contact });
        Assert.Contains(DataMap.Of(db), p => p is { Table: "Notes", Column: "Text", Category: DataCategory.FreeText });
        Assert.Contains(DataMap.Of(db), p => p is { Table: "Outbox", Column: "Body", Category: DataCategory.NotPersonal });
    }

    [Fact]
    public void A_property_without_a_class_is_named()
    {
        using var db = Make<PlantedDbContext>((options, services) => new PlantedDbContext(options, services));

        Assert.Equal(["Planted.Name", "Planted.Place_Street", "Planted.Shadow"], DataMap.Unclassified(db).Order());
    }

    private static T Make<T>(Func<DbContextOptions<T>, RoomContextServices, T> make)
        where T : DbContext =>
        make(
            new DbContextOptionsBuilder<T>().UseSqlite("Data Source=:memory:").Options,
            new RoomContextServices(TimeProvider.System, new WriteGates(), new NoOutboxSignal()));

    private sealed class Planted
    {
        [NotPersonal]
        public Guid Id { get; init; }

        public string Name { get; init; } = string.Empty;

        public Place Place { get; init; } = new();
    }

    private sealed class Place
    {
        public string Street { get; init; } = string.Empty;

        [PersonalData(DataCategory.Contact)]
        public string City { get; init; } = string.Empty;
    }

    private sealed class PlantedDbContext(DbContextOptions<PlantedDbContext> options, RoomContextServices services) : RoomDbContext(options, services)
    {
        public override string Room => "planted";

        protected override void MapRoom(ModelBuilder model) => model.Entity<Planted>(e =>
        {
            e.ToTable("Planted");
            e.ComplexProperty(p => p.Place);
            e.Property<string>("Shadow");
        });
    }
}
