using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Tests;

public sealed class RegisterTests
{
    private static readonly DateTimeOffset Aware = DateTimeOffset.Parse("2026-11-06T09:00:00+01:00");

    [Fact]
    public async Task Every_step_of_every_breach_is_a_line_chained_to_the_line_before()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (first, second) = (await desk.AwareAsync(Aware), await desk.AwareAsync(Aware));
        await desk.RiskAsync(first, "unlikely");
        await Desk.OkAsync(desk.NotifyAsync(second, "initial", Aware.AddHours(1)), 201);

        var page = await desk.GetAsync("/register?limit=4");
        var rest = await desk.GetAsync($"/register?after={page["next"]!.GetValue<string>()}");
        var lines = page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).ToList();

        Assert.Equal([1L, 2, 3, 4, 5, 6], lines.Select(l => l!["sequence"]!.GetValue<long>()));
        Assert.Equal(
            [(first, "breach.opened"), (first, "awareness.decided"), (second, "breach.opened"), (second, "awareness.decided"), (first, "risk.stated"), (second, "authority.initial")],
            lines.Select(l => (l!["breachId"]!.GetValue<Guid>(), l["code"]!.GetValue<string>())));
        Assert.All(lines.Zip(lines.Skip(1)), p => Assert.Equal(p.First!["digest"]!.GetValue<string>(), p.Second!["previousDigest"]!.GetValue<string>()));
        Assert.Null(rest["next"]);
        Assert.Equal(3, (await desk.GetAsync($"/register?breachId={first}"))["items"]!.AsArray().Count);
        Assert.Equal("""{"entries":6,"intact":true,"firstBroken":null}""", (await desk.GetAsync("/register/check")).ToJsonString());
        await Desk.RefusedAsync(desk.Http.GetAsync($"{Desk.Path}/register?after=x"), 422, "CURSOR_MALFORMED");
    }

    [Fact]
    public async Task A_line_is_inserted_and_never_updated()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var id = await desk.AwareAsync(Aware);
        await desk.RiskAsync(id, "risk");
        await Desk.OkAsync(desk.NotifyAsync(id, "initial", Aware.AddHours(1)), 201);

        await desk.Room.ReadAsync<BreachNotificationDbContext, bool>(async db =>
        {
            foreach (var row in new object[] { await db.Register.SingleAsync(r => r.Sequence == 1), await db.Notifications.SingleAsync(), await db.Assessments.SingleAsync() })
            {
                Assert.All(
                    db.Entry(row).Properties.Where(p => !p.Metadata.IsPrimaryKey()),
                    p => Assert.Equal(Microsoft.EntityFrameworkCore.Metadata.PropertySaveBehavior.Throw, p.Metadata.GetAfterSaveBehavior()));
            }

            db.Entry(await db.Register.SingleAsync(r => r.Sequence == 1)).Property(r => r.Content).CurrentValue = "{}";
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            return true;
        });
    }

    [Theory]
    [InlineData("update Register set Content = '[]' where Sequence = 2", 2)]
    [InlineData("delete from Register where Sequence = 1", 1)]
    [InlineData("delete from Register where Sequence = 3", 3)]
    [InlineData("update Register set At = At + 1 where Sequence = 3", 3)]
    public async Task A_line_changed_or_taken_out_behind_our_back_is_seen(string statement, int broken)
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var id = await desk.AwareAsync(Aware);
        await desk.RiskAsync(id, "risk");

        await desk.Room.ReadAsync<BreachNotificationDbContext, int>(db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(statement), default));
        var check = await desk.GetAsync("/register/check");

        Assert.False(check["intact"]!.GetValue<bool>());
        Assert.Equal(broken, check["firstBroken"]!.GetValue<int>());
    }

    [Fact]
    public async Task Writers_at_the_same_moment_make_one_chain()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.AwareAsync(Aware)));

        Assert.Equal("""{"entries":40,"intact":true,"firstBroken":null}""", (await desk.GetAsync("/register/check")).ToJsonString());
    }
}
