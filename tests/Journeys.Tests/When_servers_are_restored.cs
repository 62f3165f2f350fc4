using System.Globalization;
using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Npgsql;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// The procedure of docs/operations.md for servers, with PostgreSQL's own programs: the rooms are dumped while people ask, the
/// ledger lies in a database of its own and stays, the broker begins with empty queues.
/// </summary>
public sealed partial class When_servers_are_restored
{
    private const int Each = 5;

    [Fact]
    public async Task Nobody_comes_back_and_what_was_under_way_ends()
    {
        Require.Soak();
        if (PostgreSqlTools.Folder is null)
        {
            Assert.Skip(PostgreSqlTools.Unavailable);
        }

        var rabbit = await Require.RabbitMqAsync();
        var postgres = await Require.PostgreSqlAsync();
        var (rooms, ledger) = (await postgres.NewDatabaseAsync(), await postgres.NewDatabaseAsync());
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__erasure-ledger"] = ledger + ";Maximum Pool Size=15", ["Gdpr__SubjectRights__AutoApprove"] = "true",
        };
        await using var suite = await DistributedSuite.StartAsync(settings, await rabbit.NewVirtualHostAsync(), rooms);
        using var folder = new TempFolder();
        var (moving, erased, objected) = await DumpAndLeaveAsync(suite, rooms, ledger, folder.Combine("rooms.dump"));

        await Task.WhenAll(suite.Processes.Values.Select(p => p.TerminateAsync()));
        await PostgreSqlTools.RestoreAsync(rooms, folder.Combine("rooms.dump"));
        await rabbit.EmptyVirtualHostAsync(suite.Broker);
        Assert.Equal(Each, Count(rooms, $"""SELECT COUNT(*) FROM contacts."Contacts" WHERE "Id" IN ({In(erased)})"""));
        Assert.Equal(0, Count(rooms, """SELECT COUNT(*) FROM consent."Suppressions" """));
        var open = Read(rooms, string.Format(CultureInfo.InvariantCulture, Movement.UnderWay, "\"subject-rights\"."));
        await Task.WhenAll(suite.Processes.Values.Select(p => p.RestartAsync()));

        using var me = await Integrator.SignInAsync(suite);
        Assert.All(await Crowd.EachAsync(Enumerable.Range(0, Each), i => me.FindAsync($"erased{i}@example.test")), Assert.Empty);
        Assert.All(await Crowd.EachAsync(objected, me.DecideAsync), code => Assert.Equal("OBJECTED", code));
        await moving.AllEndAsync(suite, open);
        await Task.WhenAll(suite.Processes.Values.Select(p => p.TerminateAsync()));
        await LossIsNamedAsync(suite);
    }

    private static async Task<(Movement Moving, IReadOnlyList<Guid> Erased, IReadOnlyList<Guid> Objected)> DumpAndLeaveAsync(
        DistributedSuite suite, string rooms, string ledger, string dump)
    {
        using var me = await Integrator.SignInAsync(suite);
        var notice = await me.OfferNewsletterAsync();
        var erased = await Crowd.RegisterAsync(me, "erased", Each);
        var objected = await Crowd.RegisterAsync(me, "objected", Each);
        await Crowd.EachAsync(objected, p => me.SayAsync(p, "given", notice));

        var moving = new Movement();
        using var enough = new CancellationTokenSource();
        var load = moving.GoOnAsync(me, enough.Token);
        await Eventually.Async(() => Task.FromResult(moving.Ended > 1), TimeSpan.FromSeconds(60), "requests come and end");
        await PostgreSqlTools.DumpAsync(rooms, dump, without: "erasure-ledger");
        await enough.CancelAsync();
        await load;

        await Crowd.EachAsync(Enumerable.Range(0, Each), async i =>
            await me.CarryThroughAsync(await me.AskAsync("erasure", new { email = $"erased{i}@example.test" }), TimeSpan.FromMinutes(2)));
        await Crowd.EachAsync(objected, me.ObjectAsync);
        await Eventually.Async(
            () => Task.FromResult(Count(ledger, """SELECT COUNT(*) FROM "erasure-ledger"."LedgerEntries" WHERE "Kind" = 'Choice'""") >= Each),
            TimeSpan.FromSeconds(60),
            "every objection is in the ledger");
        return (moving, erased, objected);
    }

    private static async Task LossIsNamedAsync(DistributedSuite suite)
    {
        var unsaid = await suite.VerifyAuditAsync();
        var places = Place().Matches(unsaid.Output).Select(m => m.Groups[1].Value).Distinct().ToList();
        var said = await suite.VerifyAuditAsync([.. places.SelectMany(p => (string[])["--restored", p])]);
        Assert.True(unsaid.Code == 1, unsaid.Output);
        Assert.True(said.Code == 0, said.Output);
    }

    private static string In(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(id => $"'{id}'"));

    private static long Count(string database, string sql) => long.Parse(Read(database, sql).Single(), CultureInfo.InvariantCulture);

    private static List<string> Read(string database, string sql)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetValue(0).ToString()!);
        }

        return found;
    }

    [GeneratedRegex(@"--restored (\S+)")]
    private static partial Regex Place();
}
