using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class InMemoryDeliveryTests
{
    [Fact]
    public async Task A_row_stays_until_every_subscriber_has_committed()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);
        var release = new TaskCompletionSource();
        host.Script.On<Pinged>("beta", (_, _) => release.Task.WaitAsync(TimeSpan.FromSeconds(60)));

        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Inbox.AnyAsync()), "alpha has committed the event");

        // A later message has come and gone: whatever the first acknowledgement removes is removed by now.
        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(async db => !await db.Outbox.AnyAsync(m => m.Destination != null)), "the command is done");
        Assert.Equal(1, await host.AlphaAsync(db => db.Outbox.CountAsync()));

        release.SetResult();
        await host.OutboxEmptyAsync();
        Assert.Equal(1, host.Script.CallsOf<Pinged>("alpha"));
        Assert.Equal(1, host.Script.CallsOf<Pinged>("beta"));
    }

    [Fact]
    public async Task What_a_dead_host_left_is_delivered_by_the_next_one_and_acts_once()
    {
        using var after = new TempFolder();
        var release = new TaskCompletionSource();
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);
        host.Script.OnEffect<Pinged>("alpha", m => m.Id);
        host.Script.On<Pinged>("beta", (_, _) => release.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(
            async () => host.Script.CallsOf<Pinged>("beta") == 1 && await host.AlphaEffectsAsync(nameof(Pinged)) == 1, "alpha is done, beta hangs");

        // The disk as a crash leaves it at this moment.
        foreach (var file in Directory.GetFiles(host.DataFolder, "*.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, after.Combine(Path.GetFileName(file)));
        }

        await using var next = await PlayHost.StartAsync(o => (o.Modules, o.DataFolder) = ([PlayHost.Alpha, PlayHost.Beta], after.Path));
        next.Script.OnEffect<Pinged>("alpha", m => m.Id);
        next.Script.OnEffect<Pinged>("beta", m => m.Id);
        await next.OutboxEmptyAsync();

        Assert.Equal(1, await next.AlphaEffectsAsync(nameof(Pinged)));
        Assert.Equal(1, await next.BetaEffectsAsync(nameof(Pinged)));
        release.SetResult();
    }

    [Fact]
    public async Task A_row_that_was_tried_before_the_crash_does_not_wait_for_its_back_off()
    {
        using var folder = new TempFolder();
        await using (var first = await PlayHost.StartAsync(o => (o.DataFolder, o.Asleep) = (folder.Path, true)))
        {
            await first.PublishAsync(new Pinged(Guid.Empty));
            await first.DoAsync(db => db.Outbox.ExecuteUpdateAsync(s => s
                .SetProperty(m => m.Attempts, 4)
                .SetProperty(m => m.AvailableAt, db.Now.AddMinutes(5))));
        }

        await using var next = await PlayHost.StartAsync(o => o.DataFolder = folder.Path);

        await PlayHost.UntilAsync(() => next.Script.CallsOf<Pinged>("alpha") == 1, "the event arrives at start");
        await next.OutboxEmptyAsync();
    }

    [Fact]
    public async Task A_subscriber_that_fails_comes_back_while_another_is_still_at_work()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);
        var release = new TaskCompletionSource();
        var failures = 0;
        host.Script.On<Pinged>("alpha", async (_, _) => await release.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        host.Script.On<Pinged>("beta", (db, context) =>
        {
            if (++failures <= 4)
            {
                throw new TimeoutException();
            }

            db.AddEffect("beta", context.Message.Id);
            return Task.CompletedTask;
        });

        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(async () => await host.BetaEffectsAsync("beta") == 1, "beta has come back");

        Assert.Equal(1, await host.AlphaAsync(db => db.Outbox.CountAsync()));
        release.SetResult();
        await host.OutboxEmptyAsync();
        await PlayHost.UntilAsync(() => host.BetaAsync(async db => await db.Outbox.CountAsync() == 0), "beta's outbox is empty");
    }

    [Fact]
    public async Task Two_rooms_with_a_consumer_of_one_name_both_hear_an_event()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [PlayHost.Alpha, PlayHost.Beta]);

        await host.PublishAsync(new Pinged(Guid.Empty));
        await host.OutboxEmptyAsync();

        Assert.Equal(1, host.Script.CallsOf<Pinged>("alpha"));
        Assert.Equal(1, host.Script.CallsOf<Pinged>("beta"));
    }
}
