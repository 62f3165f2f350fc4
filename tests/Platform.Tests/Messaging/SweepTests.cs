using System.Collections.Concurrent;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class SweepTests
{
    [Fact]
    public async Task A_row_is_swept_only_when_its_lease_has_passed()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        var (leased, due) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await WriteAsync(host, Row(leased, clock.GetUtcNow(), TimeSpan.FromSeconds(10)), Row(due, clock.GetUtcNow(), TimeSpan.FromSeconds(5)));

        await PlayHost.UntilAsync(() => Heard(host, due, clock, upTo: 8), "the row that is due is swept");
        Assert.DoesNotContain(host.Script.Calls, c => c.MessageId == leased);
        await PlayHost.UntilAsync(() => Heard(host, leased, clock, upTo: 60), "the other one is swept after its lease");
    }

    [Fact]
    public async Task A_row_past_its_expiry_is_set_aside_and_not_delivered()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        await WriteAsync(host, Row(Guid.CreateVersion7(), clock.GetUtcNow(), TimeSpan.FromSeconds(5), expires: TimeSpan.FromSeconds(2)));

        await PlayHost.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return await host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.LastError == "MESSAGE_EXPIRED" && m.DeadAt != null));
            },
            "it is marked");
        Assert.Empty(host.Script.Calls);
    }

    [Fact]
    public async Task Two_hosts_on_one_database_deliver_each_row_once()
    {
        var database = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        await using var first = await StartAsync(database);
        await using var second = await StartAsync(database);
        var published = new ConcurrentBag<Guid>();
        using var one = first.Bus.ConnectSendObserver(new Sent(published));
        using var two = second.Bus.ConnectSendObserver(new Sent(published));
        var now = TimeProvider.System.GetUtcNow();

        // Tried before, so that a claim lasts for minutes: a slow machine does not lose it to the other host.
        var rows = Enumerable.Range(0, 300).Select(_ => Row(Guid.CreateVersion7(), now, TimeSpan.Zero, destination: "alpha-play", attempts: 5)).ToArray();

        await WriteAsync(first, rows);
        await first.OutboxEmptyAsync();

        Assert.Equal(300, published.Distinct().Count());
        Assert.Equal(300, published.Count);

        // Which of the two sweeps first is the scheduler's business: a quick one may have taken every row.
        Assert.Equal(300, first.Script.Calls.Count + second.Script.Calls.Count);
    }

    [Fact]
    public async Task What_a_lost_broker_refused_leaves_as_soon_as_it_is_back()
    {
        var broker = new Uri(await (await Require.RabbitMqAsync()).NewVirtualHostAsync());
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var way = new TcpProxy(broker.Port);
        await using var host = await PlayHost.StartAsync(o =>
        {
            o.Clock = clock;
            o.Settings["Gdpr:Bus"] = "rabbitmq";
            o.Settings["ConnectionStrings:messaging"] = new UriBuilder(broker) { Port = way.Port }.Uri.ToString();
        });
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the outbox is at work, and so is whoever watches the broker");
        way.Closed = true;
        var bus = host.Services.GetRequiredService<IBusControl>();
        await PlayHost.UntilAsync(() => bus.CheckHealth().Status != BusHealthStatus.Healthy, "the loss is seen");
        var looks = 0;
        await PlayHost.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return ++looks == 40;
            },
            "whoever watches the broker has looked");
        var refused = Guid.CreateVersion7();
        await WriteAsync(host, Row(refused, clock.GetUtcNow(), TimeSpan.FromMinutes(5), attempts: 5));

        way.Closed = false;
        await host.BusReadyAsync();
        await PlayHost.UntilAsync(() => Heard(host, refused, clock, upTo: 200), "it does not wait for the rest of its five minutes");
    }

    private static Task<PlayHost> StartAsync(string database) => PlayHost.StartAsync(o =>
    {
        o.Settings["Gdpr:Database"] = "postgresql";
        o.Settings["ConnectionStrings:alpha"] = database;
    });

    private static Task<bool> Heard(PlayHost host, Guid message, FakeTimeProvider clock, int upTo)
    {
        var passed = clock.GetUtcNow() - clock.Start;
        if (passed < TimeSpan.FromSeconds(upTo))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return Task.FromResult(host.Script.Calls.Any(c => c.MessageId == message));
    }

    // As another process writes them: nobody here is told.
    private static Task WriteAsync(PlayHost host, params OutboxMessage[] rows) => host.DoAsync(async db =>
    {
        db.Outbox.AddRange(rows);
        await db.SaveChangesAsync();
    });

    private static OutboxMessage Row(Guid id, DateTimeOffset now, TimeSpan available, TimeSpan? expires = null, string? destination = null, int attempts = 0) => new()
    {
        Id = id,
        MessageId = id,
        MessageType = typeof(Pinged).FullName!,
        Destination = destination,
        Body = """{"id":"00000000-0000-0000-0000-000000000000"}""",
        CreatedAt = now,
        AvailableAt = now + available,
        ExpiresAt = now + expires,
        Attempts = attempts,
    };

    private sealed class Sent(ConcurrentBag<Guid> sent) : ISendObserver
    {
        public Task PreSend<T>(SendContext<T> context)
            where T : class
        {
            sent.Add(context.MessageId!.Value);
            return Task.CompletedTask;
        }

        public Task PostSend<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
