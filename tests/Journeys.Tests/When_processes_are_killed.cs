using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Simulators.People;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_processes_are_killed
{
    private static readonly int Requests = 20;

    [Fact]
    public Task Standalone_dies_ten_times_and_loses_nothing() => DieAsync(HostedAs.Standalone, Require.IsSoak ? 50 : 10);

    [Fact]
    public Task Each_room_dies_and_nothing_is_lost_over_RabbitMQ() => DieAsync(HostedAs.Distributed, Require.IsSoak ? 40 : 8);

    private static async Task DieAsync(HostedAs hosting, int deaths)
    {
        var seed = Environment.TickCount;
        Notes.Write($"{hosting} dies {deaths} times: seed {seed}");
        var random = new Random(seed);
        await using var suite = await Suites.StartAsync(hosting);
        await using var loyalty = await InHouseApplication.StartAsync();
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(loyalty, "loyalty");
        var addresses = Enumerable.Range(0, Requests).Select(i => $"mortal{i}@example.test").ToList();
        loyalty.Seed(addresses.Select(a => new Person(Email: a, Plan: "gold")));
        foreach (var address in addresses)
        {
            await me.RegisterAsync(address);
        }

        var dying = KillAsync(suite, deaths, random);
        var ends = await Task.WhenAll(addresses.Select((a, i) => CarryThroughAsync(me, a, i)));
        await dying;

        Assert.All(ends, e => Assert.True(e["status"]!.GetValue<string>() == "Completed", $"seed {seed}: {e.ToJsonString()}"));
        Assert.All(ends.Where(e => e["right"]!.GetValue<string>() == "erasure"), e => Assert.NotNull(e["ledgerSequence"]));
        Assert.All(loyalty.Effects(), e => Assert.True(e.Effects <= 1, $"seed {seed}: {e.Effects} effects of {e.Type}"));
        Assert.Equal(Requests / 2, loyalty.People().Count);
        foreach (var end in ends)
        {
            await AnsweredOnceAsync(me, end["id"]!.GetValue<Guid>(), seed);
        }

        await NothingLeftAsync(me, addresses, seed);
    }

    // Even ones are erased, odd ones take their data with them.
    private static async Task<JsonNode> CarryThroughAsync(Integrator me, string address, int index)
    {
        var id = await me.AskAsync(index % 2 == 0 ? "erasure" : "portability", new { email = address });
        await me.ConfirmAndApproveAsync(id);
        return await me.EndAsync(id, 400);
    }

    private static async Task KillAsync(ISuite suite, int deaths, Random random)
    {
        var names = suite.Processes.Keys.Where(n => n is not "gateway").Order().ToList();
        for (var i = 0; i < deaths; i++)
        {
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(200, 2500)));
            await pause.WaitForNextTickAsync();
            var victim = suite.Processes[suite.Processes.Count == 1 ? names[0] : names[i % names.Count]];
            await victim.KillAsync();
            await victim.RestartAsync();
        }
    }

    // The room that writes the letter has no key of its own against repeats: only its inbox keeps it from writing twice.
    private static async Task AnsweredOnceAsync(Integrator me, Guid id, int seed)
    {
        var history = await me.GetAsync($"api/subject-rights/requests/{id}/history");
        var answers = history["items"]!.AsArray().Count(h => h!["code"]!.GetValue<string>() == "ANSWERED");
        Assert.True(answers == 1, $"seed {seed}: {answers} answers to {id}");
    }

    private static async Task NothingLeftAsync(Integrator me, List<string> addresses, int seed)
    {
        foreach (var (address, index) in addresses.Select((a, i) => (a, i)))
        {
            var found = await me.FindAsync(address);
            Assert.True(found.Count == index % 2, $"seed {seed}: {found.Count} found of number {index}");
        }

        foreach (var room in (string[])["contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "connectors", "breach-notification"])
        {
            var dead = await me.GetAsync($"api/{room}/dead-messages");
            Assert.True(dead["items"]!.AsArray().Count == 0, $"seed {seed}: {room} {dead.ToJsonString()}");
        }
    }
}
