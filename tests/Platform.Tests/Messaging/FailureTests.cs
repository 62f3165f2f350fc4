using System.Net.Http.Json;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class FailureTests
{
    private static readonly RuleError Broken = new("PLAY_BROKEN", "Not like this.");

    [Fact]
    public async Task A_transient_failure_comes_back_later_under_its_id_and_counts_its_deliveries()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        var deliveries = new List<string?>();
        host.Script.On<DoPing>("alpha", (db, context) =>
        {
            var delivery = context.Headers.Get<string>("gdpr-deliveries");
            deliveries.Add(delivery);
            db.AddEffect("acted");
            return delivery == "2" ? Task.CompletedTask : throw new TimeoutException();
        });
        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });

        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.Headers != null)), "it waits in the outbox");
        var waiting = await host.AlphaAsync(db => db.Outbox.SingleAsync(m => m.Headers != null));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(3), waiting.AvailableAt);
        Assert.Equal("alpha-play", waiting.Destination);
        await PlayHost.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return await host.AlphaEffectsAsync("acted") == 1;
            },
            "the third delivery acts");
        await host.OutboxEmptyAsync();

        Assert.Equal([null, "1", "2"], deliveries.Distinct());
        Assert.Single(host.Script.Calls.Select(c => c.MessageId).Distinct());
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    [Fact]
    public async Task A_broken_rule_is_set_aside_at_once_and_replayed_by_an_operator()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.On<DoPing>("alpha", (_, context) =>
        {
            Assert.Equal("7", context.Headers.Get<string>("x-tenant"));
            throw new RuleViolation(Broken);
        });
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));
        await endpoint.Send(new DoPing(Guid.Empty), c => c.Headers.Set("x-tenant", "7"));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.DeadMessages.AnyAsync()), "it is set aside");

        using var client = host.Client();
        var page = await client.GetFromJsonAsync<Page<PlatformEndpoints.DeadLetter>>("api/alpha/dead-messages", RoomJson.Options);
        var dead = Assert.Single(page!.Items);
        Assert.Equal((Broken.Code, 1, "alpha-play"), (dead.Reason, dead.Deliveries, dead.Endpoint));
        Assert.Equal(1, host.Script.CallsOf<DoPing>("alpha"));

        host.Script.On<DoPing>("alpha", (db, context) =>
        {
            db.AddEffect("replayed " + context.Headers.Get<string>("x-tenant"));
            return Task.CompletedTask;
        });
        var replay = new Uri($"api/alpha/dead-messages/{dead.Id}/replay", UriKind.Relative);
        Assert.Equal(202, (int)(await client.PostAsync(replay, null)).StatusCode);
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync("replayed 7") == 1, "the replay acts");
        Assert.Single(host.Script.Calls.Select(c => c.MessageId).Distinct());
        Assert.Equal(404, (int)(await client.PostAsync(replay, null)).StatusCode);
        Assert.Equal(1, await host.AlphaAsync(db => db.AuditEntries.CountAsync(a => a.Code == "message.replayed")));
    }

    [Fact]
    public async Task The_text_of_an_exception_is_nowhere()
    {
        var canary = new Canary();
        await using var host = await PlayHost.StartAsync(canary.Listen);
        host.Script.On<DoPing>("alpha", (_, _) => throw Canary.Exception);
        host.Script.On<Ponged>("alpha", (_, _) => throw new RuleViolation(Broken));
        var faults = 0;
        using var observer = host.Bus.ConnectPublishObserver(new Faults(() => faults++));

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            db.Publish(new Ponged(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.Headers != null)), "the command waits for its second delivery");
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.DeadMessages.AnyAsync()), "the event is set aside");
        await PlayHost.UntilAsync(() => canary.Spans > 0, "the spans are exported");

        var waiting = await host.AlphaAsync(db => db.Outbox.SingleAsync(m => m.Headers != null));
        Assert.DoesNotContain(Canary.Text, $"{waiting.Body} {waiting.Headers} {waiting.LastError}", StringComparison.Ordinal);
        Assert.True(canary.Lines > 0 && canary.Records > 0, "something must have been said");
        Assert.Empty(canary.Sightings());
        Assert.Equal(0, faults);
    }

    [Fact]
    public async Task A_consumer_that_was_cancelled_comes_back_like_any_other()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.On<DoPing>("alpha", (_, _) => throw new TaskCanceledException());

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });

        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.Headers != null)), "it waits in the outbox");
    }

    [Fact]
    public async Task With_the_database_away_a_failed_message_waits_and_is_not_handled_again()
    {
        await using var host = await PlayHost.StartAsync();
        await host.DoAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE DeadMessages RENAME TO Away"));
        host.Script.On<DoPing>("alpha", (_, _) => throw new RuleViolation(Broken));
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));

        await endpoint.Send(new DoPing(Guid.Empty));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<DoPing>("alpha") == 1, "it fails");
        await host.PublishAsync(new Pinged(Guid.Empty));
        await host.OutboxEmptyAsync();
        await host.DoAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Away RENAME TO DeadMessages"));

        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.DeadMessages.AnyAsync()), "it is set aside after all");
        Assert.Equal(1, host.Script.CallsOf<DoPing>("alpha"));
    }

    [Fact]
    public async Task After_eight_deliveries_a_message_is_set_aside()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.On<DoPing>("alpha", (_, _) => throw new TimeoutException());
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));

        await endpoint.Send(new DoPing(Guid.Empty), c => c.Headers.Set("gdpr-deliveries", "8"));

        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.DeadMessages.AnyAsync(d => d.Reason == nameof(TimeoutException) && d.Deliveries == 9)), "it is set aside");
        Assert.Equal(0, await host.AlphaAsync(db => db.Outbox.CountAsync()));
    }

    private sealed class Faults(Action seen) : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            if (typeof(T).IsAssignableTo(typeof(Fault)))
            {
                seen();
            }

            return Task.CompletedTask;
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
