using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class InboxTests
{
    [Fact]
    public async Task The_same_message_twice_acts_once_and_is_not_called_unhandled()
    {
        await using var host = await PlayHost.StartAsync();
        host.Script.OnEffect<DoPing>("alpha", m => m.Id);
        var id = Guid.CreateVersion7();

        await SendAsync(host, id);
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(DoPing)) == 1, "the first acts");
        await SendAsync(host, id);
        await SendAsync(host, Guid.CreateVersion7());
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync(nameof(DoPing)) == 2, "another message acts");

        Assert.Equal(2, host.Script.CallsOf<DoPing>("alpha"));
        Assert.Equal(2, await host.AlphaAsync(db => db.Inbox.CountAsync()));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    [Fact]
    public async Task Duplicates_that_run_at_once_act_once()
    {
        await using var host = await PlayHost.StartAsync();
        var bothIn = new Barrier(2);
        host.Script.On<DoPing>("alpha", async (db, context) =>
        {
            if (host.Script.CallsOf<DoPing>("alpha") <= 2)
            {
                await Task.Run(() => bothIn.SignalAndWait(TimeSpan.FromSeconds(20)));
            }

            db.AddEffect("once", context.Message.Id);
        });
        var id = Guid.CreateVersion7();

        await Task.WhenAll(SendAsync(host, id), SendAsync(host, id));
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync("once") == 1, "one acts");
        await SendAsync(host, Guid.CreateVersion7());
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync("once") == 2, "a later message acts");

        Assert.Equal(2, await host.AlphaAsync(db => db.Inbox.CountAsync()));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
        Assert.Equal(0, await host.AlphaAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Steps_of_one_request_never_run_side_by_side_and_those_of_others_do()
    {
        await using var host = await PlayHost.StartAsync();
        var running = new System.Collections.Concurrent.ConcurrentDictionary<Guid, int>();
        var (sideBySide, overlaps) = (0, 0);
        var others = new TaskCompletionSource();
        host.Script.On<StepTaken>("alpha", async (db, context) =>
        {
            if (running.AddOrUpdate(context.Message.RequestId, 1, (_, n) => n + 1) > 1)
            {
                Interlocked.Increment(ref overlaps);
            }

            if (running.Values.Count(n => n > 0) > 1)
            {
                Interlocked.Exchange(ref sideBySide, 1);
                others.TrySetResult();
            }

            await Task.WhenAny(others.Task, Task.Delay(TimeSpan.FromSeconds(10)));
            await Task.Yield();
            db.AddEffect("step", context.Message.RequestId);
            running.AddOrUpdate(context.Message.RequestId, 0, (_, n) => n - 1);
        });
        var requests = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();

        await host.DoAsync(async db =>
        {
            foreach (var step in Enumerable.Range(0, 40))
            {
                db.Publish(new StepTaken(requests[step % 4], step));
            }

            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(async () => await host.AlphaEffectsAsync("step") == 40, "all steps are done");

        Assert.Equal(0, overlaps);
        Assert.Equal(1, sideBySide);
    }

    private static async Task SendAsync(PlayHost host, Guid messageId)
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-play"));
        await endpoint.Send(new DoPing(Guid.Empty), c => c.MessageId = messageId);
    }
}
