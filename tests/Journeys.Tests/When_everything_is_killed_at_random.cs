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
/// are in flight; 300 in a soak, fewer in a run that must be quick. <c>GDPR_SEED</c> repeats a run's order of blows, <c>GDPR_CHAOS_REQUESTS</c> and <c>GDPR_CHAOS_BLOWS</c> its size.
/// </summary>
public sealed class When_everything_is_killed_at_random
{
    private static readonly int Many = Number("GDPR_CHAOS_REQUESTS", Require.IsSoak ? 300 : 120);
    private static readonly int Blows = Number("GDPR_CHAOS_BLOWS", Require.IsSoak ? 100 : 20);
    private static readonly int First = Number("GDPR_SEED", Random.Shared.Next(1_000_000));

    // So many requests at once take minutes on two cores: whoever asks again each few seconds only adds to the heap.
    private static readonly Dictionary<string, string?> Settings = new() { ["Gdpr__SubjectRights__AnswerWithinSeconds"] = "60" };

    // With the patience of Eventually less than test.sh gives a test: a request that never ends is to be named.
    private static readonly TimeSpan ToEnd = TimeSpan.FromMinutes(Require.IsSoak ? 30 : 6);

    // A test each, so that a soak of hours is not taken for one that hangs.
    public static TheoryData<int> Runs => [.. Enumerable.Range(0, Require.IsSoak ? 10 : 1)];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Standalone_ends_every_request_honestly_and_does_everything_once(int run)
    {
        var seed = First + run;
        await using var suite = await StandaloneSuite.StartAsync(Settings);
        await RunAsync(suite, new Casualties([.. Casualties.Of(suite)], new Random(seed)), seed, Verdict.In(suite));
        await suite.Processes.Values.Single().TerminateAsync();
        var chain = await Backups.VerbAsync(suite, "verify-audit");
        Assert.True(chain.Code == 0, $"seed {seed}: {chain.Output}");
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Rooms_broker_and_database_end_every_request_honestly_and_do_everything_once(int run)
    {
        var seed = First + run;
        await using var rabbit = await Require.OwnRabbitMqAsync();
        await using var postgres = await Require.OwnPostgreSqlAsync();
        var direct = await postgres.NewDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(direct);
        await using var toDatabase = new TcpProxy(database.Port);
        var broker = new UriBuilder(await rabbit.NewVirtualHostAsync());
        await using var toBroker = new TcpProxy(broker.Port);
        (database.Port, broker.Port) = (toDatabase.Port, toBroker.Port);
        await using var suite = await DistributedSuite.StartAsync(Settings, broker.Uri.ToString(), database.ConnectionString);

        List<Casualty> all = [.. Casualties.Of(suite), Casualties.Of(rabbit), Casualties.Of(postgres),
            Casualties.Of("connections to the broker", toBroker), Casualties.Of("connections to the database", toDatabase)];
        await RunAsync(suite, new Casualties(all, new Random(seed)), seed, Verdict.In(direct));
        await Eventually.Async(
            async () => (await rabbit.ListQueuesAsync(suite.Broker)).All(q => q.Ready == 0), TimeSpan.FromMinutes(1), $"seed {seed}: every queue is empty");
        await Task.WhenAll(suite.Processes.Values.Select(p => p.TerminateAsync()));
        var chains = await suite.VerifyAuditAsync();
        Assert.True(chains.Code == 0, $"seed {seed}: {chains.Output}");
    }

    private static async Task RunAsync(ISuite suite, Casualties casualties, int seed, Func<string, string, long> count)
    {
        // First of all: whoever breaks a run off still knows how to repeat it.
        Notes.Write($"{suite.GetType().Name}: seed {seed} begins");
        var clock = Stopwatch.StartNew();
        await using var loyalty = await InHouseApplication.StartAsync();
        using var me = await Integrator.SignInAsync(suite, patience: TimeSpan.FromSeconds(20));
        await me.ConnectAsync(loyalty, "loyalty");
        var load = new Caseload(me, Many);
        await load.RegisterAsync(loyalty);
        var (ready, struck) = (clock.Elapsed, clock.Elapsed);
        using var stop = new CancellationTokenSource();
        try
        {
            await load.AskAsync(load.Cases.Take(Many / 2));
            // The others ask from blow to blow, so that every blow finds requests in flight.
            var later = new Queue<Case[]>(load.Cases.Skip(Many / 2).Chunk((Many / 2 / Blows) + 1));
            var asking = new List<Task>();
            var striking = casualties.StrikeAsync(Blows, () => asking.AddRange(later.TryDequeue(out var next) ? [load.AskAsync(next)] : []), stop.Token);
            var ending = load.EndAsync(ToEnd);
            await striking;
            struck = clock.Elapsed;
            await Task.WhenAll([.. asking, ending]);
        }
        catch (Exception e)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException($"seed {seed} ({casualties}): {e.Message}\n{suite.Output}", e);
        }

        Notes.Write(string.Create(CultureInfo.InvariantCulture,
            $"{suite.GetType().Name}: seed {seed}, {Many} requests of seven rights, {casualties.Blows} blows ({casualties}); begun after {ready.TotalSeconds:0} s, struck until {struck.TotalSeconds:0} s, ended after {clock.Elapsed.TotalSeconds:0} s"));
        var verdict = new Verdict(load, me, loyalty, count, $"seed {seed} ({casualties})");
        await verdict.EndsAreHonestAsync();
        verdict.EffectsAreSingle();
        await verdict.NothingIsLostAsync();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
