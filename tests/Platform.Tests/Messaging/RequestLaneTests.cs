using Gdpr.Kernel;
using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class RequestLaneTests
{
    private const string Endpoint = "exchange:alpha-game";

    [Fact]
    public async Task Messages_behind_one_at_work_are_taken_along_by_one_commit()
    {
        await using var queue = await QueueAsync();
        var before = await queue.VersionAsync();

        await queue.SendAsync([.. Enumerable.Range(1, 5).Select(n => $"player {n}")]);
        queue.Release();
        await queue.ScoresAsync(6);

        Assert.True(await queue.VersionAsync() - before < 6, "at least one went along with another");
        Assert.Equal(6, await queue.Host.AlphaEffectsAsync("scored"));
        Assert.Equal(6, queue.Host.Script.CallsOf<PlayerScored>("alpha"));
        Assert.Equal(0, await queue.Host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    [Fact]
    public async Task A_broken_one_among_them_harms_no_other()
    {
        await using var queue = await QueueAsync(message =>
        {
            if (message.Player == "bad")
            {
                throw new RuleViolation(new RuleError("PLAY_BROKEN", "No."));
            }
        });

        await queue.SendAsync("player 1", "bad", "player 2", "player 3");
        queue.Release();
        await queue.ScoresAsync(4);
        await PlayHost.UntilAsync(() => queue.Host.AlphaAsync(db => db.DeadMessages.AnyAsync()), "the broken one is set aside");

        Assert.Equal("PLAY_BROKEN", (await queue.Host.AlphaAsync(db => db.DeadMessages.SingleAsync())).Reason);
        Assert.Equal(4, await queue.Host.AlphaEffectsAsync("scored"));
        Assert.Equal(4, await queue.Host.AlphaAsync(db => db.Set<Score>().CountAsync()));
    }

    [Fact]
    public async Task A_repeat_that_is_taken_along_acts_once()
    {
        await using var queue = await QueueAsync();

        await queue.SendAsync("player 1", "player 1", "player 2", "player 2");
        queue.Release();
        await queue.ScoresAsync(3);
        await queue.SendAsync("player 3");
        await queue.ScoresAsync(4);

        Assert.Equal(4, await queue.Host.AlphaEffectsAsync("scored"));
        Assert.Equal(0, await queue.Host.AlphaAsync(db => db.DeadMessages.CountAsync()));
    }

    private static async Task<Queue> QueueAsync(Action<PlayerScored>? check = null)
    {
        var host = await PlayHost.StartAsync(o => o.Modules = [new PlayModule<AlphaDbContext>("alpha") { WithSaga = true }]);
        var queue = new Queue(host, Guid.CreateVersion7());
        var entered = new TaskCompletionSource();
        host.Script.On<PlayerScored>("alpha", async (_, context) =>
        {
            if (context.Message.Player == "first")
            {
                entered.TrySetResult();
                await queue.Released;
            }

            check?.Invoke(context.Message);
        });
        await host.PublishAsync(new GameStarted(queue.Game, 100));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Games.AnyAsync(g => g.State == "Playing")), "the game plays");
        await queue.SendAsync("first");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return queue;
    }

    /// <summary>A game whose first message is at work until it is released; the id of a message is made of its player.</summary>
    private sealed class Queue(PlayHost host, Guid game) : IReceiveObserver, IAsyncDisposable
    {
        private readonly TaskCompletionSource _release = new();
        private int _received;

        public PlayHost Host => host;

        public Guid Game => game;

        public Task Released => _release.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Release() => _release.SetResult();

        public async Task SendAsync(params string[] players)
        {
            using var watch = host.Bus.ConnectReceiveObserver(this);
            var (before, endpoint) = (Volatile.Read(ref _received), await host.Bus.GetSendEndpoint(new Uri(Endpoint)));
            foreach (var player in players)
            {
                await endpoint.Send(new PlayerScored(game, player), c => c.MessageId = IdOf(player));
            }

            await PlayHost.UntilAsync(() => Volatile.Read(ref _received) >= before + players.Length, "all have arrived");
        }

        public Task ScoresAsync(int scores) => PlayHost.UntilAsync(
            async () => await host.AlphaAsync(db => db.Set<Score>().CountAsync()) == scores, $"{scores} scores");

        public Task<int> VersionAsync() => host.AlphaAsync(db => db.Games.Select(g => g.Version).SingleAsync());

        public ValueTask DisposeAsync() => host.DisposeAsync();

        Task IReceiveObserver.PreReceive(ReceiveContext context)
        {
            Interlocked.Increment(ref _received);
            return Task.CompletedTask;
        }

        Task IReceiveObserver.PostReceive(ReceiveContext context) => Task.CompletedTask;

        Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

        Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

        Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

        private Guid IdOf(string player) => new(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(game + player)));
    }
}
