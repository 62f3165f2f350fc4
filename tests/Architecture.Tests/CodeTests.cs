using ArchUnitNET.Fluent;

namespace Gdpr.Architecture.Tests;

public sealed class CodeTests
{
    private const string Planted = "Gdpr.Architecture.Tests.Planted";

    public static TheoryData<string> Rooms => Room.Folders;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Domain_touches_nothing_but_kernel(string room) => Holds(room, CodeRules.DomainTouchesKernelOnly(Room.Of(room).Namespace, room));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Data_knows_no_slice(string room) => Holds(room, CodeRules.DataKnowsNoSlice(Room.Of(room).Namespace));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Slices_keep_apart(string room) => Holds(room, CodeRules.SlicesKeepApart(Room.Of(room).Namespace, room));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_the_module_is_public(string room) => Holds(room, CodeRules.OnlyModulesArePublic(Room.Of(room).Namespace));

    [Fact]
    public void A_planted_domain_that_touches_the_database_is_reported_also_from_an_async_method()
    {
        var found = CodeRules.DomainTouchesKernelOnly(Planted, "Planted").Violations(PlantedCode);

        Assert.Contains(found, v => v.Contains("GreedyAggregate", StringComparison.Ordinal) && v.Contains("RoomDbContext", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("QuietlyGreedyAggregate", StringComparison.Ordinal) && v.Contains("EntityFrameworkQueryableExtensions", StringComparison.Ordinal));
        Assert.DoesNotContain(found, v => v.Contains("ModestAggregate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_table_that_knows_a_slice_is_reported() =>
        Assert.Contains("Features.Grasping.GraspingSlice", Assert.Single(CodeRules.DataKnowsNoSlice(Planted).Violations(PlantedCode)), StringComparison.Ordinal);

    [Fact]
    public void A_planted_slice_that_reaches_into_another_folder_is_reported()
    {
        var found = Assert.Single(CodeRules.SlicesKeepApart(Planted, "Planted").Violations(PlantedCode));

        Assert.Contains("GraspingSlice", found, StringComparison.Ordinal);
        Assert.Contains("Features.Minding.MindingSlice", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_public_type_is_reported()
    {
        var found = CodeRules.OnlyModulesArePublic(Planted).Violations(PlantedCode);

        Assert.Contains(found, v => v.Contains("OpenToAll", StringComparison.Ordinal));
        Assert.DoesNotContain(found, v => v.Contains("MindingSlice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_about_a_namespace_that_does_not_exist_fails()
    {
        Assert.NotEmpty(CodeRules.DomainTouchesKernelOnly("Gdpr.Nowhere", "Nowhere").Violations(PlantedCode));
    }

    [Fact]
    public void Every_exception_is_still_needed_and_says_why()
    {
        Assert.All(RoomMap.DomainExceptions, e => Assert.True(e.Reason.Length > 20, e.Type));
        Assert.All(RoomMap.SharedSteps, s => Assert.True(
            s.Reason.Length > 20 && Directory.Exists(Path.Combine(Room.Of(s.Room).Path, "Features", s.Folder)), $"{s.Room}/{s.Folder}"));
        foreach (var exception in RoomMap.DomainExceptions)
        {
            var room = Room.Of(exception.Room);
            Assert.Contains(
                CodeRules.Load(room.Assembly).Types.Where(t => t.FullName.StartsWith($"{room.Namespace}.Domain.", StringComparison.Ordinal)),
                t => t.Dependencies.Any(d => d.Target.FullName == exception.Type));
        }
    }

    private static ArchUnitNET.Domain.Architecture PlantedCode { get; } = CodeRules.Load(typeof(CodeTests).Assembly);

    private static void Holds(string room, IArchRule rule) => Violations.None(rule.Violations(CodeRules.Load(Room.Of(room).Assembly)));
}
