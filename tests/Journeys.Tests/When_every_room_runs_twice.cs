using System.Globalization;
using Gdpr.Journeys.Tests.Chaos;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>Two replicas of every room and of the gateway, behind one address, sharing nothing but servers and keys.</summary>
public sealed class When_every_room_runs_twice
{
    private static readonly int Requests = Require.IsSoak ? 140 : 28;

    [Fact]
    public async Task Every_right_is_carried_out_once_and_one_of_each_may_die()
    {
        var rabbit = await Require.RabbitMqAsync();
        var postgres = await Require.PostgreSqlAsync();
        var broker = await rabbit.NewVirtualHostAsync();
        var database = await postgres.NewDatabaseAsync();
        await using var suite = await DistributedSuite.StartAsync(null, broker, database, replicas: 2);
        await using var loyalty = await InHouseApplication.StartAsync();
        using var me = await Integrator.SignInAsync(suite);
        await me.ConnectAsync(loyalty, "loyalty");
        var load = new Caseload(me, Requests);
        await load.RegisterAsync(loyalty);
        await load.AskAsync();

        // Of half the rooms the first dies and stays dead, of the other half the second.
        foreach (var (room, i) in DistributedSuite.RoomNames.Select((r, i) => (r, i)))
        {
            await suite.Processes[i % 2 == 0 ? room : $"{room}-2"].KillAsync();
        }

        await load.EndAsync(TimeSpan.FromMinutes(10));

        var verdict = new Verdict(load, me, loyalty, Verdict.In(database), "two of each");
        await verdict.EndsAreHonestAsync();
        await verdict.EffectsAreSingleAsync();
        await verdict.NothingIsLostAsync(DistributedSuite.RoomNames);
        Notes.Write(string.Create(CultureInfo.InvariantCulture, $"two of each room: {Requests} requests, {suite.Processes.Count} processes, one of each room killed"));
    }
}
