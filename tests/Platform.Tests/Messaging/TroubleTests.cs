using System.Net;
using System.Net.Http.Json;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gdpr.Platform.Tests.Messaging;

/// <summary>What an operator lives through: a full disk, a clock that jumps, messages that lie aside.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task With_the_disk_full_nothing_is_taken_that_is_not_kept_and_afterwards_all_goes_on()
    {
        await using var disk = await TinyDisk.MountAsync(24);
        Assert.SkipWhen(disk is null, TinyDisk.Unavailable);
        await using var host = await PlayHost.StartAsync(o => o.DataFolder = disk.Path);
        host.Script.OnEffect<Pinged>("alpha", p => p.Id);
        await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(Pinged)) == 1, "the first arrives");

        disk.Fill();
        var (taken, refused) = (1, 0);
        while (refused < 5)
        {
            try
            {
                await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
                taken++;
            }
            catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
            {
                refused++;
            }

            disk.Fill();
        }

        using var client = host.Client();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health/live")).StatusCode);
        disk.Free();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health/ready")).StatusCode);
        await host.PublishAsync(new Pinged(Guid.CreateVersion7()));

        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(Pinged)) == taken + 1, "all that was taken has acted");
        await host.OutboxEmptyAsync();
        Assert.Equal(taken + 1, await host.AlphaEffectsAsync(nameof(Pinged)));
    }

    [Theory]
    [InlineData(48)]
    [InlineData(-48)]
    public async Task A_clock_that_jumps_loses_nothing_and_repeats_nothing(int hours)
    {
        var clock = new JumpingClock();
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        using var together = new SemaphoreSlim(0);
        host.Script.On<Pinged>("alpha", async (db, context) =>
        {
            await together.WaitAsync(context.CancellationToken);
            db.AddEffect(nameof(Pinged), context.Message.Id);
        });
        for (var i = 0; i < 10; i++)
        {
            await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
        }

        using var client = host.Client();
        Assert.DoesNotContain("CLOCK_JUMPED", await client.GetStringAsync("health/ready"), StringComparison.Ordinal);

        // They are at work while it jumps: every lease is over, or will be in two days.
        clock.Jump(TimeSpan.FromHours(hours));
        await PlayHost.UntilAsync(
            async () => (await client.GetStringAsync("health/ready")).Contains(hours > 0 ? "CLOCK_JUMPED forward" : "CLOCK_JUMPED back", StringComparison.Ordinal), "somebody is told, and the host stays in service");
        for (var i = 0; i < 10; i++)
        {
            await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
        }

        together.Release(1000);
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(Pinged)) == 20, "all have acted");
        await host.OutboxEmptyAsync();
        Assert.Equal(20, await host.AlphaEffectsAsync(nameof(Pinged)));
    }

    [Fact]
    public async Task Broker_and_database_that_are_away_are_named_and_what_was_taken_acts_once_they_are_back()
    {
        var rabbit = new UriBuilder(await (await Require.RabbitMqAsync()).NewVirtualHostAsync());
        var postgres = new NpgsqlConnectionStringBuilder(await (await Require.PostgreSqlAsync()).NewDatabaseAsync());
        await using var toBroker = new TcpProxy(rabbit.Port);
        await using var toDatabase = new TcpProxy(postgres.Port);
        (rabbit.Port, postgres.Port, postgres.Timeout) = (toBroker.Port, toDatabase.Port, 2);
        await using var host = await PlayHost.StartAsync(o =>
        {
            (o.Settings["Gdpr:Database"], o.Settings["ConnectionStrings:alpha"]) = ("postgresql", postgres.ConnectionString);
            (o.Settings["Gdpr:Bus"], o.Settings["ConnectionStrings:messaging"]) = ("rabbitmq", rabbit.Uri.ToString());
            o.Modules = [PlayHost.Alpha];
        });
        await host.BusReadyAsync();
        host.Script.OnEffect<Pinged>("alpha", p => p.Id);
        using var client = host.Client();
        await PlayHost.UntilAsync(async () => (await client.GetAsync("health/ready")).StatusCode == HttpStatusCode.OK, "ready");

        toBroker.Closed = true;
        await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
        await UnreadyAsync(client, "BROKER_OUT_OF_REACH");
        toBroker.Closed = false;
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(Pinged)) == 1, "what was written acts");
        await PlayHost.UntilAsync(async () => (await client.GetAsync("health/ready")).StatusCode == HttpStatusCode.OK, "ready once the broker is back");

        toDatabase.Closed = true;
        await UnreadyAsync(client, "DATABASE_OUT_OF_REACH");
        toDatabase.Closed = false;
        await PlayHost.UntilAsync(async () => (await client.GetAsync("health/ready")).StatusCode == HttpStatusCode.OK, "ready again");
        await host.PublishAsync(new Pinged(Guid.CreateVersion7()));
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(Pinged)) == 2, "and the next one");
    }

    private static Task UnreadyAsync(HttpClient client, string missing) => PlayHost.UntilAsync(
        async () =>
        {
            using var answer = await client.GetAsync("health/ready");
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable && (await answer.Content.ReadAsStringAsync()).Contains(missing, StringComparison.Ordinal);
        },
        $"503 that names {missing}");

    [Fact]
    public async Task A_message_that_could_not_leave_is_listed_degrades_the_host_and_is_replayed()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.OnEffect<DoPing>("alpha", p => p.Id);
        var id = Guid.CreateVersion7();
        await host.DoAsync(async db =>
        {
            db.Outbox.Add(new OutboxMessage
            {
                Id = id, MessageId = id, MessageType = typeof(DoPing).FullName!, Destination = "alpha-play", Body = $$"""{"id":"{{id}}"}""",
                CreatedAt = db.Now, AvailableAt = db.Now, DeadAt = db.Now, LastError = "MESSAGE_EXPIRED",
            });
            await db.SaveChangesAsync();
        });
        using var client = host.Client();
        await PlayHost.UntilAsync(async () => (await client.GetStringAsync("health/ready")).Contains("MESSAGES_DEAD alpha", StringComparison.Ordinal), "somebody is told");

        var page = await client.GetFromJsonAsync<Page<PlatformEndpoints.DeadLetter>>("api/alpha/dead-messages", RoomJson.Options);
        Assert.Equal("MESSAGE_EXPIRED", Assert.Single(page!.Items).Reason);
        using var replay = await client.PostAsync($"api/alpha/dead-messages/{id}/replay", null);

        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(DoPing)) == 1, "the replay acts");
        await PlayHost.UntilAsync(async () => !(await client.GetStringAsync("health/ready")).Contains("MESSAGES_DEAD alpha", StringComparison.Ordinal), "all is well again");
    }

    private sealed class JumpingClock : TimeProvider
    {
        private long _ticks;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
    }
}
