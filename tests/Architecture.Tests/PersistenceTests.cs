using Gdpr.Architecture.Tests.Planted;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Architecture.Tests;

public sealed class PersistenceTests
{
    public static TheoryData<string> Rooms => Room.Folders;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_column_of_a_room_is_classified(string room)
    {
        var contexts = Room.Of(room).Contexts().ToList();

        Assert.Equal(3 * Room.Of(room).Modules.Count, contexts.Count);
        Assert.All(contexts, db => Assert.Empty(DataMap.Unclassified(db)));
        Assert.All(contexts, db => Assert.True(DataMap.Of(db).Count > 40));
    }

    [Fact]
    public void A_planted_column_without_a_class_is_reported()
    {
        using var db = new PlantedDesign().CreateDbContext([]);

        Assert.Equal(["PlantedRows.Shoes"], DataMap.Unclassified(db));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_context_maps_only_its_own_schema_named_after_its_module(string room)
    {
        var names = Room.Of(room).Modules.Select(m => m.Name).ToList();

        Assert.All(Room.Of(room).Contexts(), db =>
        {
            Assert.Contains(db.Room, names);
            Assert.All(db.Model.GetEntityTypes(), e => Assert.Equal(db.Room, e.GetSchema()));
        });
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_that_stores_people_answers_for_them(string room) => Violations.None(PeopleRules.Violations(Room.Of(room).Modules, Room.Of(room).Contexts(), Room.Of(room).Assembly));

    [Fact]
    public void A_planted_room_with_people_and_no_participant_is_reported()
    {
        var found = PeopleRules.Violations([new PlantedModule()], [new PlantedDesign().CreateDbContext([])], typeof(PlantedModule).Assembly);

        Assert.Equal(["planted stores PlantedRows.Email and is not in RoomsWithPeople", "planted stores PlantedRows.Email and has no IParticipant"], found);
    }

    [Fact]
    public void Rooms_with_people_are_rooms_and_do_store_people()
    {
        var storing = Room.All.SelectMany(r => r.Contexts()).Where(db => PeopleRules.People(db).Any()).Select(db => db.Room).Distinct().ToList();
        var here = Room.All.SelectMany(r => r.Modules).Select(m => m.Name).ToHashSet();

        Assert.NotEmpty(storing);
        Assert.All(GdprSettings.RoomsWithPeople.Where(here.Contains), r => Assert.Contains(r, storing));
    }
}

/// <summary>A room that keeps anybody's data answers locate, act and verify, and no request leaves <c>Locating</c> without it.</summary>
internal static class PeopleRules
{
    private static readonly DataCategory[] SaysNothingByItself =
        [DataCategory.NotPersonal, DataCategory.Pseudonym, DataCategory.Encrypted, DataCategory.Credential];

    // Mail leaves and is emptied by Platform in every room alike.
    private static readonly HashSet<string> OfPlatform = [.. Platform()];

    public static IEnumerable<string> People(RoomDbContext db) =>
        DataMap.Of(db).Where(p => !SaysNothingByItself.Contains(p.Category) && !OfPlatform.Contains(p.Table)).Select(p => $"{p.Table}.{p.Column}");

    public static IEnumerable<string> Violations(IEnumerable<IModule> modules, IEnumerable<RoomDbContext> contexts, System.Reflection.Assembly assembly)
    {
        var participates = assembly.GetTypes().Any(t => !t.IsAbstract && t.IsAssignableTo(typeof(IParticipant)));
        foreach (var module in modules.Where(m => !RoomMap.PeopleWithoutParticipant.ContainsKey(m.Name)))
        {
            var first = contexts.Where(c => c.Room == module.Name).SelectMany(People).FirstOrDefault();
            if (first is not null && !GdprSettings.RoomsWithPeople.Contains(module.Name))
            {
                yield return $"{module.Name} stores {first} and is not in RoomsWithPeople";
            }

            if (first is not null && !participates)
            {
                yield return $"{module.Name} stores {first} and has no IParticipant";
            }
        }
    }

    private static IEnumerable<string> Platform()
    {
        using var db = new PlantedDesign().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes().Where(e => e.ClrType.Assembly == typeof(RoomDbContext).Assembly).Select(e => e.GetTableName()!)];
    }
}
