using Gdpr.Platform.Tests.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class ConsumerTransactionTests
{
    [Fact]
    public async Task A_consumer_that_saves_by_itself_is_told_off()
    {
        await using var host = await PlayHost.StartAsync();
        var thrown = new TaskCompletionSource<Exception?>();
        host.Script.On<Pinged>("alpha", async (db, _) =>
        {
            db.AddEffect("mine");
            thrown.TrySetResult(await Record.ExceptionAsync(() => db.SaveChangesAsync()));
        });

        await host.PublishAsync(new Pinged(Guid.Empty));

        Assert.IsType<InvalidOperationException>(await thrown.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Work_of_several_statements_commits_with_the_inbox_row()
    {
        await using var host = await PlayHost.StartAsync();
        await host.DoAsync(async db =>
        {
            db.AddEffect("old");
            await db.SaveChangesAsync();
        });
        var attempts = 0;
        var release = new TaskCompletionSource();
        host.Script.On<Pinged>("alpha", async (db, context) =>
        {
            await db.InTransactionAsync(
                async ct =>
                {
                    await db.Effects.Where(e => e.Tag == "old").ExecuteDeleteAsync(ct);
                    db.AddEffect("new");
                    await db.SaveChangesAsync(ct);
                },
                context.CancellationToken);

            // All statements have run; the process "dies" before the inbox commits.
            if (++attempts == 1)
            {
                throw new TimeoutException();
            }

            await release.Task.WaitAsync(TimeSpan.FromSeconds(60));
        });

        await host.PublishAsync(new Pinged(Guid.Empty));
        await PlayHost.UntilAsync(() => attempts == 2, "the second attempt has run its statements");
        var (old, fresh) = (await host.AlphaEffectsAsync("old"), await host.AlphaEffectsAsync("new"));
        release.SetResult();

        Assert.Equal((1, 0), (old, fresh));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Inbox.AnyAsync()), "the inbox row is there");
        Assert.Equal(0, await host.AlphaEffectsAsync("old"));
        Assert.Equal(1, await host.AlphaEffectsAsync("new"));
    }

    [Fact]
    public async Task A_context_disposed_in_the_middle_of_its_transaction_leaves_the_file_to_others()
    {
        await using var host = await PlayHost.StartAsync();
        var attempts = 0;
        host.Script.On<DoPing>("alpha", async (db, context) =>
        {
            await db.InTransactionAsync(_ => Task.CompletedTask, context.CancellationToken);
            if (++attempts < 3)
            {
                throw new TimeoutException();
            }
        });

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Inbox.AnyAsync()), "the third attempt commits");

        await host.DoAsync(async db =>
        {
            db.AddEffect("next");
            await db.SaveChangesAsync().WaitAsync(TimeSpan.FromSeconds(10));
        });
    }
}
