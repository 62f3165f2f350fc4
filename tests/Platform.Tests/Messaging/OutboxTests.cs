using System.Diagnostics;
using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class OutboxTests
{
    [Fact]
    public async Task State_and_message_are_one_transaction()
    {
        await using var host = await PlayHost.StartAsync(o => o.Asleep = true);
        var failed = Guid.CreateVersion7();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.DoAsync(db => db.InTransactionAsync(
            async ct =>
            {
                db.AddEffect("lost", failed);
                db.Publish(new Pinged(failed));
                await db.SaveChangesAsync(ct);
                throw new InvalidOperationException();
            },
            CancellationToken.None)));
        await host.DoAsync(async db =>
        {
            db.AddEffect("kept");
            db.Publish(new Pinged(Guid.Empty));
            await db.SaveChangesAsync();
        });

        Assert.Equal(0, await host.AlphaEffectsAsync("lost"));
        Assert.Equal(1, await host.AlphaEffectsAsync("kept"));
        var row = Assert.Single(await host.AlphaAsync(db => db.Outbox.ToListAsync()));
        Assert.Equal(typeof(Pinged).FullName, row.MessageType);
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_sent_by_a_later_save_of_the_same_context()
    {
        await using var host = await PlayHost.StartAsync();
        var (lost, kept) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await host.DoAsync(async db =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(
                async ct =>
                {
                    db.Publish(new Pinged(lost));
                    await db.SaveChangesAsync(ct);
                    throw new InvalidOperationException();
                },
                CancellationToken.None));
            db.Publish(new Pinged(kept));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.Script.Calls.Any(c => c.Message is Pinged p && p.Id == kept), "the second one arrives");
        await host.OutboxEmptyAsync();

        Assert.DoesNotContain(host.Script.Calls, c => c.Message is Pinged p && p.Id == lost);
    }

    [Fact]
    public async Task An_event_leaves_after_the_commit_and_not_before()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);

        await host.DoAsync(db => db.InTransactionAsync(
            async ct =>
            {
                db.Publish(new Pinged(Guid.CreateVersion7()));
                await db.SaveChangesAsync(ct);

                // Beta's own message is written later and arrives: the bus runs, alpha's event waits for its commit.
                await host.BetaAsync(async beta =>
                {
                    beta.Send("beta-play", new DoPing(Guid.CreateVersion7()));
                    return await beta.SaveChangesAsync(ct);
                });
                await PlayHost.UntilAsync(() => host.Script.CallsOf<DoPing>("beta") == 1, "beta hears its own command");
                Assert.Equal(0, host.Script.CallsOf<Pinged>("beta"));
            },
            CancellationToken.None));

        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("beta") == 1, "beta hears alpha's event");
        await host.OutboxEmptyAsync();
    }

    [Fact]
    public async Task A_slice_over_http_publishes_with_its_save()
    {
        var module = new PlayModule<AlphaDbContext>("alpha")
        {
            Api = api => api.MapPost("/pings", async (AlphaDbContext db) =>
            {
                db.AddEffect("posted");
                db.Publish(new Pinged(Guid.Empty));
                await db.SaveChangesAsync();
                return TypedResults.Ok();
            }),
        };
        await using var host = await PlayHost.StartAsync(o => o.Modules = [module, PlayHost.Beta]);
        host.Script.OnEffect<Pinged>("beta", m => m.Id);

        using var client = host.Client();
        (await client.PostAsync(new Uri("api/alpha/pings", UriKind.Relative), null)).EnsureSuccessStatusCode();

        await PlayHost.UntilAsync(async () => await host.BetaEffectsAsync(nameof(Pinged)) == 1, "beta has the effect");
        Assert.Equal(1, await host.AlphaEffectsAsync("posted"));
        await host.OutboxEmptyAsync();
    }

    [Fact]
    public async Task What_a_consumer_publishes_sends_and_answers_leaves_only_if_it_ends_well()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);
        var first = true;
        host.Script.On<DoPing>("alpha", async (db, context) =>
        {
            await context.Publish(new Pinged(context.Message.Id));
            await context.Send(new Uri("exchange:beta-play"), new StepTaken(context.Message.Id, 1));
            await context.RespondAsync(new Ponged(context.Message.Id));
            db.Send("beta-play", new DoPing(context.Message.Id));
            db.AddEffect("done");
            if (first)
            {
                first = false;
                throw new TimeoutException();
            }
        });

        var alpha = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));
        await alpha.Send(new DoPing(Guid.CreateVersion7()), c => c.ResponseAddress = new Uri("loopback://localhost/beta-play"));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<DoPing>("beta") == 1, "beta hears the last of the four");
        await host.OutboxEmptyAsync();

        Assert.Equal(2, host.Script.CallsOf<DoPing>("alpha"));
        Assert.Equal(1, await host.AlphaEffectsAsync("done"));
        Assert.Equal(1, host.Script.CallsOf<Pinged>("beta"));
        Assert.Equal(1, host.Script.CallsOf<Pinged>("alpha"));
        Assert.Equal(1, host.Script.CallsOf<StepTaken>("beta"));
        Assert.Equal(1, host.Script.CallsOf<Ponged>("beta"));
    }

    [Fact]
    public async Task A_delay_becomes_a_due_time_of_the_row()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await PlayHost.StartAsync(o => o.Clock = clock);
        host.Script.On<DoPing>("alpha", (_, context) => context.Publish(new Pinged(context.Message.Id), c => c.Delay = TimeSpan.FromHours(1)));

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Outbox.AnyAsync(m => m.MessageType == typeof(Pinged).FullName)), "the row waits");
        var row = await host.AlphaAsync(db => db.Outbox.SingleAsync(m => m.MessageType == typeof(Pinged).FullName));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromHours(1), row.AvailableAt);

        await AdvanceAsync(clock, host, TimeSpan.FromMinutes(30));
        Assert.Equal(0, host.Script.CallsOf<Pinged>("alpha"));
        await AdvanceAsync(clock, host, TimeSpan.FromMinutes(31));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "the due event arrives");
    }

    [Fact]
    public async Task Headers_expiry_trace_and_conversation_travel_with_the_row()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "test" or "Gdpr.Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);
        var heard = new TaskCompletionSource<(string? Tenant, DateTime? Expires, string? Trace, Guid? Conversation)>();
        Guid? conversation = null;
        host.Script.On<DoPing>("alpha", (_, context) =>
        {
            conversation = context.ConversationId;
            return context.Publish(
                new Pinged(context.Message.Id),
                c =>
                {
                    c.Headers.Set("x-tenant", "7");
                    c.TimeToLive = TimeSpan.FromMinutes(10);
                });
        });
        host.Script.On<Pinged>("beta", (_, context) =>
        {
            heard.TrySetResult((context.Headers.Get<string>("x-tenant"), context.ExpirationTime, Activity.Current?.TraceId.ToString(), context.ConversationId));
            return Task.CompletedTask;
        });

        string trace;
        using (var activity = source.StartActivity("write")!)
        {
            trace = activity.TraceId.ToString();
            await host.DoAsync(async db =>
            {
                db.Send("alpha-play", new DoPing(Guid.Empty));
                await db.SaveChangesAsync();
            });
        }

        var seen = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("7", seen.Tenant);
        Assert.Equal(trace, seen.Trace);
        Assert.Equal(conversation, seen.Conversation);
        Assert.InRange(seen.Expires!.Value - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task An_event_that_nobody_hears_does_not_stay()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.On<DoPing>("alpha", (_, context) => context.Publish(new EndEveryGame("nobody hears this")));

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.Script.CallsOf<DoPing>("alpha") == 1, "the command arrives");

        await host.OutboxEmptyAsync();
    }

    // The sweep is paced by the clock under test: step it until the rows of this instant have been looked at.
    private static async Task AdvanceAsync(FakeTimeProvider clock, PlayHost host, TimeSpan time)
    {
        clock.AdjustTime(clock.GetUtcNow() + time);
        var marker = Guid.CreateVersion7();
        await host.DoAsync(async db =>
        {
            db.Publish(new Ponged(marker), db.Now.AddSeconds(1));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return host.Script.Calls.Any(c => c.Message is Ponged p && p.Id == marker);
            },
            "a sweep has passed");
    }
}
