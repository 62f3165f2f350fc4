using System.Globalization;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Simulators;
using Gdpr.Testing;
using Npgsql;

namespace Gdpr.Journeys.Tests.Chaos;

/// <summary>What must be true when the dust has settled, read from outside: from the answers, the databases and the third party.</summary>
internal sealed class Verdict(Caseload load, Integrator me, InHouseApplication loyalty, Func<string, string, long> count, string run)
{
    private static readonly TimeSpan ToSettle = TimeSpan.FromMinutes(1);

    /// <summary>Every end is honest: all targets verified, and what is said to be done is done.</summary>
    public async Task EndsAreHonestAsync()
    {
        foreach (var end in await load.EndsAsync())
        {
            Assert.True(end["status"]!.GetValue<string>() == "Completed", $"{run}: {end.ToJsonString()}");
            Assert.All(end["targets"]!.AsArray(), t => Assert.True(t!["verified"]!.GetValue<bool>(), $"{run}: {end.ToJsonString()}"));
        }

        Assert.DoesNotContain(false, await Crowd.EachAsync(load.Cases, IsDoneAsync));
    }

    /// <summary>Whatever was repeated on the way has had one effect: here, in the ledger, in the mail and at the third party.</summary>
    public void EffectsAreSingle()
    {
        var cases = load.Cases.Count;
        var erasures = load.Cases.Count(c => c.Right == "erasure");
        Same(cases, "subject-rights", """SELECT COUNT(*) FROM {0}"Requests" """, "requests");
        Same(erasures, "erasure-ledger", """SELECT COUNT(*) FROM {0}"LedgerEntries" WHERE "Kind" = 'Erasure'""", "erasures in the ledger");
        Same(erasures, "contacts", """SELECT COUNT(*) FROM {0}"Tombstones" """, "tombstones");

        // A request that ended in part and was retried is answered again: as often as the saga asked, and no more.
        Same(0, "subject-rights", """
            SELECT COUNT(*) FROM {0}"Requests" r WHERE r."AnswerNumber" <> (SELECT COUNT(*) FROM {0}"RequestEvents" e WHERE e."RequestId" = r."CorrelationId" AND e."Code" LIKE 'ANSWERED%')
            """, "requests not answered exactly as often as the saga asked");
        Same(0, "subject-rights", """
            SELECT COUNT(*) FROM {0}"Requests" r WHERE r."AnswerNumber" <> (SELECT COUNT(*) FROM {0}"Mails" m WHERE m."Reference" = r."CorrelationId" AND m."Kind" = 'answer')
            """, "answers not mailed exactly once");
        Assert.All(loyalty.Effects(), e => Assert.True(e.Effects <= 1, $"{run}: {e.Effects} effects of {e.Type} {e.Key}"));
        Assert.True(loyalty.People().Count == cases - erasures, $"{run}: {loyalty.People().Count} people at the third party");
    }

    /// <summary>Nothing is set aside, nothing waits, nobody is held any more.</summary>
    public async Task NothingIsLostAsync()
    {
        foreach (var room in DistributedSuite.RoomNames.Append("erasure-ledger"))
        {
            Same(0, room, """SELECT COUNT(*) FROM {0}"DeadMessages" """, "dead messages");
            await NoneAsync(room, """SELECT COUNT(*) FROM {0}"Outbox" """, "the outbox is empty");
            await NoneAsync(room, """SELECT COUNT(*) FROM {0}"SubjectHolds" WHERE "Until" IS NULL""", "nobody is held by a step of the road");
            await NoneAsync(room, """SELECT COUNT(*) FROM {0}"SubjectHolds" """, "nobody is held since the receipt");
        }
    }

    public static Func<string, string, long> In(string postgres) => (room, sql) =>
    {
        using var connection = new NpgsqlConnection(postgres);
        connection.Open();
        using var command = new NpgsqlCommand(string.Format(CultureInfo.InvariantCulture, sql, $"\"{room}\"."), connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    };

    public static Func<string, string, long> In(StandaloneSuite suite) =>
        (room, sql) => Backups.Count(suite, $"{room}.db", string.Format(CultureInfo.InvariantCulture, sql, string.Empty));

    private async Task<bool> IsDoneAsync(Case @case)
    {
        switch (@case.Right)
        {
            case "erasure":
                return (await me.FindAsync(@case.Address)).Count == 0;
            case "rectification":
                return (await me.GetAsync($"api/contacts/{@case.Person}"))["familyName"]!.GetValue<string>() == $"Corrected{@case.Number}";
            case "restriction":
                using (var note = await me.PostAsync($"api/contacts/{@case.Person}/notes", new { text = "Called" }))
                {
                    return (int)note.StatusCode == 423;
                }

            default:
                return (await me.FindAsync(@case.Address)).Count == 1;
        }
    }

    private Task NoneAsync(string room, string sql, string what) => Eventually.Async(
        () => Task.FromResult(count(room, sql) == 0 ? true : throw new InvalidOperationException($"{count(room, sql)} are there")),
        ToSettle,
        $"{run}: {room}: {what}");

    private void Same(long expected, string room, string sql, string what)
    {
        var found = count(room, sql);
        Assert.True(expected == found, $"{run}: {found} {what}, expected {expected}");
    }
}
