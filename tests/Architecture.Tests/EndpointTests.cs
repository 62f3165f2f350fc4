using FluentValidation;
using Gdpr.Architecture.Tests.Planted;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Architecture.Tests;

public sealed class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_of_every_room_is_locked_and_in_its_place()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var rooms = suite.Modules.Select(m => m.Name).ToList();

        Violations.None(suite.Endpoints.SelectMany(e => EndpointRules.Violations(e, rooms)));
        Violations.None(suite.Endpoints.SelectMany(e => EndpointRules.UnknownCallers(e, rooms)));
    }

    [Fact]
    public async Task No_two_endpoints_of_the_suite_have_one_name()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var names = suite.Endpoints.Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>().ToList();

        Assert.True(names.Count > 40);
        Assert.Empty(names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public async Task The_rule_sees_every_room_s_endpoints()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var paths = suite.Endpoints.Select(EndpointRules.Path).ToList();

        Assert.All(suite.Modules.Where(m => m.PartOf is null), m => Assert.Contains($"/api/{m.Name}/data-map", paths));
        Assert.Contains(suite.Endpoints, e => e.Metadata.GetMetadata<InternalCallers>() is not null);
        Assert.All(RoomMap.RootRoutes.Keys, r => Assert.Contains(r, paths));
    }

    /// <summary>They are made at the first request, so that a host need not make hundreds before it is ready.</summary>
    [Fact]
    public async Task The_rules_of_every_request_can_be_made()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var rules = Room.All.SelectMany(r => r.Assembly.GetTypes()).Where(t => t.Name == "Rules" && t.IsAssignableTo(typeof(IValidator))).ToList();

        Assert.True(rules.Count > 40);
        Assert.All(rules, r => Assert.NotNull(ActivatorUtilities.CreateInstance(suite.Services, r)));
    }

    [Fact]
    public async Task Planted_endpoints_are_reported()
    {
        await using var suite = SuiteHost.Of(new PlantedModule());

        var found = suite.Endpoints.SelectMany(e => EndpointRules.Violations(e, ["planted"]));

        Assert.Equal(
            [
                "/api/planted/ajar is open without a reason",
                "/bare has no authorization",
                "/bare lies outside its room",
                "/internal/planted/anybody does not name the rooms that may call it",
            ],
            found.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["/internal/planted/stranger is called by nobody-knows"],
            suite.Endpoints.SelectMany(e => EndpointRules.UnknownCallers(e, ["planted"])));
    }

    [Fact]
    public async Task Every_queue_begins_with_the_room_that_listens_on_it()
    {
        await using var suite = SuiteHost.OfEveryRoom();

        Violations.None(QueueRules.Violations(suite));
        Assert.All(
            suite.Modules.Where(m => m.PartOf is null),
            m => Assert.Contains($"{m.Name}-participation", QueueRules.Endpoints(suite).Select(e => e.Queue)));
    }

    [Fact]
    public async Task A_planted_queue_of_another_room_is_reported()
    {
        await using var suite = SuiteHost.Of(new PlantedModule());

        Assert.Equal(["planted-borrowed is heard by Consent's SubjectsRegisteredConsumer"], QueueRules.Violations(suite));
    }
}
