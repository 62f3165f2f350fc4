using System.Diagnostics;
using System.Globalization;
using Gdpr.Journeys.Tests.Chaos;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Testing;
using Npgsql;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// SIGKILL to rooms, gateway, broker and database and cuts of their connections, at random, while requests of every right
/// are in flight. <c>GDPR_SEED</c> repeats a run's order of blows, <c>GDPR_CHAOS_REQUESTS</c> and <c>GDPR_CHAOS_BLOWS</c> its size.
/// </summary>
public sealed class When_everything_is_killed_at_random
{
    private static readonly int Requests = Number("GDPR_CHAOS_REQUESTS", 300);
    private static readonly int Blows = Number("GDPR_CHAOS_BLOWS", Require.IsSoak ? 100 : 20);
    private static readonly int Seeds = Require.IsSoak ? 10 : 1;

    [Fact]
    public async Task Standalone_ends_every_request_honestly_and_does_everything_once()
    {
        foreach (var seed in SeedsOfThisRun())
        {
            await using var suite = await StandaloneSuite.StartAsync(null);
            var casualties = new Casualties([.. Casualties.Of(suite)], new Random(seed));
            await RunAsync(suite, casualties, seed, Verdict.In(suite), [.. DistributedSuite.RoomNames]);
            await suite.Processes.Values.Single().TerminateAsync();
            var chain = await Backups.VerbAsync(suite, "verify-audit");
            Assert.True(chain.Code == 0, $"seed {seed}: {chain.Output}");
        }
    }

    [Fact]
    public async Task Rooms_broker_and_database_end_every_request_honestly_and_do_everything_once()
    {
        foreach (var seed in SeedsOfThisRun())
        {
            await using var rabbit = await Require.OwnRabbitMqAsync();
            await using var postgres = await Require.OwnPostgreSqlAsync();
            var database = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync());
            await using var toDatabase = new TcpProxy(database.Port);
            var broker = new UriBuilder(await rabbit.NewVirtualHostAsync());
            await using var toBroker = new TcpProxy(broker.Port);
            (database.Port, broker.Port) = (toDatabase.Port, toBroker.Port);
            await using var suite = await DistributedSuite.StartAsync(null, broker.Uri.ToString(), database.ConnectionString);

            List<Casualty> all = [.. Casualties.Of(suite), Casualties.Of(rabbit), Casualties.Of(postgres),
                Casualties.Of("connections to the broker", toBroker), Casualties.Of("connections to the database", toDatabase)];
            await RunAsync(suite, new Casualties(all, new Random(seed)), seed, Verdict.In(database.ConnectionString), DistributedSuite.RoomNames);
            await Eventually.Async(
                async () => (await rabbit.ListQueuesAsync(suite.Broker)).All(q => q.Ready == 0), TimeSpan.FromMinutes(1), $"seed {seed}: every queue is empty");
            await ChainsHoldAsync(suite, seed);
        }
    }

    private static async Task RunAsync(ISuite suite, Casualties casualties, int seed, Func<string, string, long> count, string[] rooms)
    {
        var clock = Stopwatch.StartNew();
        await using var loyalty = await InHouseApplication.StartAsync();
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(loyalty, "loyalty");
        var load = new Caseload(me, Requests);
        await load.RegisterAsync(loyalty);
        using var stop = new CancellationTokenSource();
        var striking = casualties.StrikeAsync(Blows, stop.Token);
        var asking = load.AskAsync();
        try
        {
            await Task.WhenAll(asking, striking.IsFaulted ? striking : Task.CompletedTask);
            var ending = load.EndAsync(TimeSpan.FromMinutes(30));
            await striking;
            await ending;
        }
        catch (Exception e)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException($"seed {seed} ({casualties}): {e.Message}\n{suite.Output}", e);
        }

        var verdict = new Verdict(load, me, loyalty, count, $"seed {seed} ({casualties})");
        await verdict.EndsAreHonestAsync();
        await verdict.EffectsAreSingleAsync();
        await verdict.NothingIsLostAsync(rooms);
        Notes.Write(string.Create(CultureInfo.InvariantCulture,
            $"{suite.GetType().Name}: {Requests} requests of all rights, {Blows} blows, seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {casualties}"));
    }

    private static async Task ChainsHoldAsync(DistributedSuite suite, int seed)
    {
        await Task.WhenAll(suite.Processes.Values.Select(p => p.TerminateAsync()));
        foreach (var room in DistributedSuite.RoomNames)
        {
            var chain = await suite.VerbAsync(room, "verify-audit");
            Assert.True(chain.Code == 0, $"seed {seed}: {chain.Output}");
        }
    }

    private static IEnumerable<int> SeedsOfThisRun()
    {
        var first = Number("GDPR_SEED", Random.Shared.Next());
        return Enumerable.Range(0, Seeds).Select(n => first + n);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
