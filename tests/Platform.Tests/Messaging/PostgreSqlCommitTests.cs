using Gdpr.Platform.Data;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gdpr.Platform.Tests.Messaging;

/// <summary>What PostgreSQL does in fewer journeys must be as whole as in many (docs/adr/0013-speed.md).</summary>
public sealed class PostgreSqlCommitTests
{
    [Fact]
    public async Task Inbox_and_outbox_rows_that_are_alone_are_written_together_or_not_at_all()
    {
        await using var host = await StartAsync(o => o.Asleep = true);
        await host.DoAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON alpha."Outbox" FOR EACH ROW EXECUTE FUNCTION refuse();
            """));

        await host.DoAsync(async db =>
        {
            db.Consumed(Guid.CreateVersion7(), "alpha-play");
            db.Publish(new Pinged(Guid.Empty));
            await Assert.ThrowsAsync<PostgresException>(() => db.SaveAndCommitAsync(CancellationToken.None));
        });

        Assert.Equal(0, await host.AlphaAsync(db => db.Inbox.CountAsync()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task A_message_that_only_answers_is_answered_once_however_often_it_comes(int answers)
    {
        await using var host = await StartAsync();
        host.Script.On<DoPing>("alpha", async (_, context) =>
        {
            foreach (var number in Enumerable.Range(0, answers))
            {
                await context.Publish(new Ponged(context.Message.Id));
            }
        });
        var id = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(host, id)));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Ponged>("alpha") >= answers, "it is answered");
        await SendAsync(host, id);
        await SendAsync(host, Guid.CreateVersion7());
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Ponged>("alpha") >= 2 * answers, "another message is answered");
        await host.OutboxEmptyAsync();

        Assert.Equal(2 * answers, host.Script.CallsOf<Ponged>("alpha"));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    [Fact]
    public async Task What_one_unit_of_work_held_the_next_one_in_the_same_session_does_not()
    {
        await using var host = await StartAsync(o => o.Asleep = true, "Maximum Pool Size=1");
        await host.DoAsync(db => Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(
            async ct =>
            {
                await db.OneWriterAsync(ct);
                db.AddEffect("lost");
                await db.SaveChangesAsync(ct);
                throw new InvalidOperationException();
            },
            CancellationToken.None)));
        await host.DoAsync(db => db.InTransactionAsync(ct => db.OneWriterAsync(ct), CancellationToken.None));

        Assert.Equal(0, await host.AlphaAsync(db => db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()").SingleAsync()));
        Assert.Equal(0, await host.AlphaEffectsAsync("lost"));
    }

    private static async Task<PlayHost> StartAsync(Action<PlayOptions>? configure = null, string more = "")
    {
        var database = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        return await PlayHost.StartAsync(o =>
        {
            o.Settings["Gdpr:Database"] = "postgresql";
            o.Settings["ConnectionStrings:alpha"] = $"{database};{more}";
            configure?.Invoke(o);
        });
    }

    private static async Task SendAsync(PlayHost host, Guid messageId)
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));
        await endpoint.Send(new DoPing(messageId), c => c.MessageId = messageId);
    }
}
