using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.BreachNotification.Tests;

/// <summary>Two instances of the room on one PostgreSQL server.</summary>
public sealed class ReplicaTests
{
    private static readonly DateTimeOffset Friday = DateTimeOffset.Parse("2026-11-06T09:00:00+01:00");

    [Fact]
    public async Task Two_instances_send_each_reminder_once_and_write_one_chain()
    {
        var server = await Require.PostgreSqlAsync();
        var database = await server.NewDatabaseAsync();
        void Shared(RoomHostOptions o)
        {
            o.Settings["Gdpr:Database"] = "postgresql";
            o.Settings["ConnectionStrings:Default"] = database;
        }

        await using var one = await Desk.OpenAsync(Friday, Shared);
        await one.AwareAsync(Friday);
        await using var two = await Desk.OpenAsync(Friday, Shared);
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => (Task[])[one.AwareAsync(Friday), two.AwareAsync(Friday)]));

        foreach (var (hours, step) in new[] { (24, "h24"), (48, "h48"), (72, "due"), (96, "overdue-1") })
        {
            one.Clock.Set(Friday.AddHours(hours));
            two.Clock.Set(Friday.AddHours(hours));
            await Eventually.Async(() => Task.FromResult(Mails(one, two, step) >= 42), TimeSpan.FromSeconds(60), step);
        }

        // Six steps (60 h leaves with 72 h), 21 files, two roles.
        await Eventually.Async(() => Task.FromResult(one.Mails().Count + two.Mails().Count >= 6 * 42), TimeSpan.FromSeconds(60), "every mail left");
        Assert.All((string[])["start", "h24", "h48", "h60", "due", "overdue-1"], step => Assert.Equal(42, Mails(one, two, step)));
        Assert.Equal("""{"entries":42,"intact":true,"firstBroken":null}""", (await one.GetAsync("/register/check")).ToJsonString());
    }

    private static int Mails(Desk one, Desk two, string step) =>
        one.Mails().Concat(two.Mails()).Count(m => m.Contains($"/{step}/", StringComparison.Ordinal));
}
